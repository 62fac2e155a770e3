// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The last step of a checkpoint: from a folder that CRIU has filled to an image that has its name.

#ifndef JCR_SEAL_H
#define JCR_SEAL_H

// Takes the room that the list of files will need, while the process can still live on. 0, or -1
// with errno.
int seal_reserve(const char *temporary);

// Makes the files of the temporary folder private, lists them in `contents`, and gives the folder
// its final name, if that is free. 0, or -1 with the folder still under its temporary name (a
// whole image nevertheless, where only the name was not to be had), with the reason in its file
// keeper.error. Changes nothing where CRIU left no inventory.img.
int seal_image(const char *temporary, const char *final);

// The code of the message for what keeps an image from being written.
int seal_code(int error);

// Writes the reason why there is no image to keeper.error, in the room that is reserved.
void seal_note(int folder, const char *sentence);

// Takes the temporary folder away, whatever is in it.
void seal_discard(const char *temporary);

// Takes it away unless CRIU has left an inventory.img in it.
void seal_discard_incomplete(const char *temporary);

#endif
