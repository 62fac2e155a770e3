// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// What /proc tells about a process, for messages that name it.

#ifndef JCR_PROCESS_H
#define JCR_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

struct process {
  pid_t id;     // as asked for; may be a thread's
  pid_t leader; // the process (thread group) it belongs to
  pid_t parent;
  pid_t group;
  pid_t session;
  char state; // R S D T t Z X, proc(5)
  char name[64];
};

// False where no such process or thread is to be seen.
bool process_read(pid_t id, struct process *process);

// "4711 (nginx)", fresh.
char *process_label(pid_t id);

// The command line with blanks, shortened, fresh; the name in brackets where there is none.
char *process_command(const struct process *process);

// A process whose group or session has that number: it keeps the number taken after its owner
// ended.
bool process_find_member(pid_t number, struct process *process);

// Calls visit for every process until it says true; gives that process, or 0.
pid_t process_find(bool (*visit)(pid_t id, void *context), void *context);

// The process that holds the socket with that inode number; 0 where none is to be seen.
pid_t process_find_socket(unsigned long inode);

#endif
