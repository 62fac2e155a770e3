// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#ifndef JCR_FILE_STAMP_H
#define JCR_FILE_STAMP_H

#include <stdbool.h>
#include <sys/stat.h>

// Was the file changed last at that time, in nanoseconds since 1970? A copy that an archive made
// keeps the seconds only, and counts as the same.
bool file_stamp_matches(const struct stat *status, unsigned long long modified);

#endif
