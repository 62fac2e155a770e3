// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#ifndef JCR_BUILD_ID_H
#define JCR_BUILD_ID_H

// The build id of an ELF file (NT_GNU_BUILD_ID, elf(5)) in hexadecimal digits, fresh; NULL where it
// has none or cannot be read. Reads some hundred bytes, however large the file is.
char *build_id_read(const char *path);

#endif
