// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "build_id.h"

#include <elf.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

// A file of two segments, the second of which has two notes, the second of which is the build id.
struct file {
  Elf64_Ehdr header;
  Elf64_Phdr segments[2];
  struct {
    Elf64_Nhdr note;
    char owner[8]; // "other" and padding
    char content[4];
  } first;
  struct {
    Elf64_Nhdr note;
    char owner[4];
    unsigned char content[4];
  } second;
};

static struct file make(void) {
  struct file file = {0};
  memcpy(file.header.e_ident, ELFMAG, SELFMAG);
  file.header.e_ident[EI_CLASS] = ELFCLASS64;
  file.header.e_phoff = offsetof(struct file, segments);
  file.header.e_phentsize = sizeof(Elf64_Phdr);
  file.header.e_phnum = 2;
  file.segments[0].p_type = PT_LOAD;
  file.segments[1].p_type = PT_NOTE;
  file.segments[1].p_offset = offsetof(struct file, first);
  file.segments[1].p_filesz = sizeof file.first + sizeof file.second;
  file.segments[1].p_align = 4;
  file.first.note = (Elf64_Nhdr){.n_namesz = 6, .n_descsz = 3, .n_type = NT_GNU_BUILD_ID};
  memcpy(file.first.owner, "other", 6);
  file.second.note = (Elf64_Nhdr){.n_namesz = 4, .n_descsz = 4, .n_type = NT_GNU_BUILD_ID};
  memcpy(file.second.owner, "GNU", 4);
  memcpy(file.second.content, "\x00\x0f\xa5\xff", 4);
  return file;
}

static char *read_back(const void *content, size_t length) {
  char path[] = "/tmp/jcr-build-id-test.XXXXXX";
  int file = mkstemp(path);
  char *id = NULL;
  if (write(file, content, length) == (ssize_t)length) {
    id = build_id_read(path);
  }
  close(file);
  unlink(path);
  return id;
}

static bool gives(const struct file *file, const char *wanted) {
  char *id = read_back(file, sizeof *file);
  bool right = wanted == NULL ? id == NULL : id != NULL && strcmp(id, wanted) == 0;
  free(id);
  return right;
}

static void build_id_is_read_from_the_notes(void) {
  struct file file = make();
  CHECK(gives(&file, "000fa5ff"));
}

static void files_without_one_have_none(void) {
  struct file file = make();
  file.second.note.n_type = NT_GNU_ABI_TAG;
  CHECK(gives(&file, NULL));
  file = make();
  file.segments[1].p_type = PT_LOAD;
  CHECK(gives(&file, NULL));
  file = make();
  file.header.e_ident[0] = 'x';
  CHECK(gives(&file, NULL));
  CHECK(read_back("", 0) == NULL && build_id_read("/no/such/file") == NULL);
  CHECK(build_id_read("/tmp") == NULL);
}

// The sanitizers watch: whatever the bytes, no access is wrong.
static void changed_bytes_do_no_harm(void) {
  const unsigned values[] = {0, 1, 3, 7, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff};
  struct file file;
  for (size_t at = 0; at + sizeof *values <= sizeof file; at += 4) {
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
      file = make();
      memcpy((char *)&file + at, &values[i], sizeof *values);
      free(read_back(&file, sizeof file));
    }
  }
  for (size_t length = 0; length < sizeof file; length++) {
    file = make();
    free(read_back(&file, length));
  }
}

const struct test_case BUILD_ID_CASES[] = {
    CASE(build_id_is_read_from_the_notes),
    CASE(files_without_one_have_none),
    CASE(changed_bytes_do_no_harm),
    {0},
};
