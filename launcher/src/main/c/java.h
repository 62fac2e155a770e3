// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The verbs that are not worth a second program: the agent's jar is one, and knows them.

#ifndef JCR_JAVA_H
#define JCR_JAVA_H

// Becomes `java -jar jcr-agent.jar ARGUMENTS`. Comes back only where that fails, with the status.
int java_main(int count, char **arguments);

#endif
