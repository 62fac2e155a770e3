# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# A Debian with a JRE, CRIU and JCR in /opt/jcr, to put an application on:
#
#   docker build -t jcr .
#
# CRIU is chosen for the kernel of the build: build where the containers run, or on a newer kernel.
#
# At run time CRIU needs, for the checkpoint as well as for the restore (docs/containers.md has the
# measurements and a whole example):
#
#   --cap-add SYS_ADMIN     dump and restore; an old engine does not know CHECKPOINT_RESTORE
#   --cap-add NET_ADMIN     the same; `criu check` fails without it
#   --cap-add SYS_TIME      the restore sets the monotonic clock of the process
#   --cap-add SYS_PTRACE    only for exact messages: root's JVM and command worked without
#   --security-opt seccomp=unconfined        CRIU cannot trace below Docker's filter
#   --security-opt systempaths=unconfined    `criu check` fails while /proc/sys is read-only
#
# A JVM that is process 1 cannot be checkpointed: start it with `docker run --init`. Restore without
# --init: `jcr restore` is then process 1, an id that no image needs.
ARG BASE=debian:trixie
ARG JAVA=21

FROM ${BASE} AS build
ARG JAVA
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates gcc libc6-dev "openjdk-$JAVA-jdk-headless" \
    && apt-get clean && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN ./mvnw -q -DskipTests package

FROM ${BASE}
ARG JAVA
RUN apt-get update \
    && apt-get install -y --no-install-recommends "openjdk-$JAVA-jre-headless" \
    && apt-get clean && rm -rf /var/lib/apt/lists/*
# A build lacks CRIU's privileges: only versions are compared here, `jcr doctor` checks the rest.
COPY --from=build /src/bin/install-criu /opt/jcr/bin/install-criu
RUN /opt/jcr/bin/install-criu --unverified \
    && apt-get clean && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/target/jcr /opt/jcr
COPY LICENSE /opt/jcr/LICENSE
ENV PATH=/opt/jcr/bin:$PATH
CMD ["jcr", "doctor"]
