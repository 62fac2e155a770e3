// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "build_id.h"

#include <elf.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

enum {
  MAX_HEADERS = 128, // a library has about ten
  MAX_NOTES = 64 << 10,
  MAX_ID = 64, // a SHA-1 has 20 bytes
};

static const char OWNER[] = "GNU";

static bool read_at(int file, void *target, size_t length, Elf64_Off offset) {
  return pread(file, target, length, (off_t)offset) == (ssize_t)length;
}

static bool read_header(int file, Elf64_Ehdr *header) {
  return read_at(file, header, sizeof *header, 0) &&
         memcmp(header->e_ident, ELFMAG, SELFMAG) == 0 &&
         header->e_ident[EI_CLASS] == ELFCLASS64 && header->e_phentsize == sizeof(Elf64_Phdr) &&
         header->e_phnum <= MAX_HEADERS;
}

static char *to_hex(const unsigned char *bytes, size_t length) {
  char text[2 * MAX_ID + 1] = "";
  for (size_t i = 0; i < length; i++) {
    static const char digits[] = "0123456789abcdef";
    text[2 * i] = digits[bytes[i] >> 4];
    text[2 * i + 1] = digits[bytes[i] & 15];
  }
  return text_format("%s", text);
}

static size_t pad(size_t length, size_t alignment) {
  return (length + alignment - 1) / alignment * alignment;
}

// Each note: lengths of its owner's name and of its content, its type, and both of these, padded.
static char *find_in_notes(const unsigned char *notes, size_t length, size_t alignment) {
  for (size_t at = 0; length - at >= sizeof(Elf64_Nhdr);) {
    Elf64_Nhdr note;
    memcpy(&note, notes + at, sizeof note);
    size_t name = at + sizeof note;
    if (note.n_namesz > length || note.n_descsz > length) {
      return NULL;
    }
    size_t content = name + pad(note.n_namesz, alignment);
    size_t next = content + pad(note.n_descsz, alignment);
    if (content + note.n_descsz > length) {
      return NULL;
    }
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof OWNER &&
        memcmp(notes + name, OWNER, sizeof OWNER) == 0 && note.n_descsz > 0 &&
        note.n_descsz <= MAX_ID) {
      return to_hex(notes + content, note.n_descsz);
    }
    if (next > length) {
      return NULL;
    }
    at = next;
  }
  return NULL;
}

static char *read_notes(int file, const Elf64_Phdr *segment) {
  if (segment->p_type != PT_NOTE || segment->p_filesz > MAX_NOTES) {
    return NULL;
  }
  unsigned char *notes = malloc(segment->p_filesz + 1);
  char *id = NULL;
  if (notes != NULL && read_at(file, notes, segment->p_filesz, segment->p_offset)) {
    id = find_in_notes(notes, segment->p_filesz, segment->p_align == 8 ? 8 : 4);
  }
  free(notes);
  return id;
}

char *build_id_read(const char *path) {
  Elf64_Ehdr header;
  Elf64_Phdr segments[MAX_HEADERS];
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  char *id = NULL;
  if (file < 0) {
    return NULL;
  }
  if (read_header(file, &header) &&
      read_at(file, segments, header.e_phnum * sizeof *segments, header.e_phoff)) {
    for (size_t i = 0; id == NULL && i < header.e_phnum; i++) {
      id = read_notes(file, &segments[i]);
    }
  }
  close(file);
  return id;
}
