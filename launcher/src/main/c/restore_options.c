// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "restore_options.h"

#include <string.h>

const struct command RESTORE = {
    .name = "restore",
    .usage = "usage: jcr restore DIR [--detach] [--criu PATH] [--listen OLD=NEW]...",
    .help =
        "Becomes the application of the image in DIR.\n"
        "  --detach          print the process id, and end once the process is restored\n"
        "  --criu PATH       the CRIU to use; default: JCR_CRIU, else the one of the checkpoint\n"
        "  --listen OLD=NEW  listen on port NEW instead of the image's port OLD; for the ports that\n"
        "                    have a line \"bind\" in the image's restore.plan; may be given again"};

const struct command VERIFY = {
    .name = "verify",
    .usage = "usage: jcr verify DIR [--criu PATH] [--listen OLD=NEW]...",
    .help =
        "Tells whether the image in DIR fits this host, now, and all that does not fit. Starts\n"
        "nothing of the image. Ends with 0 if it fits, with 4 if it does not.\n"
        "  --criu PATH       the CRIU that a restore would use\n"
        "  --listen OLD=NEW  a restore would listen on port NEW instead of the image's port OLD"};

// Of the contract, but not in this version. Words that end in '=' stand for what begins with them.
static bool is_planned(const char *argument) {
  static const char *const words[] = {"--env", "--new-pid-namespace"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t length = strlen(words[i]);
    if (strncmp(argument, words[i], length) == 0 &&
        (argument[length] == '\0' || argument[length] == '=')) {
      return true;
    }
  }
  return strncmp(argument, "-D", 2) == 0;
}

static bool takes_value(const char *argument) {
  return strcmp(argument, "--env") == 0;
}

static void parse_folder(const struct command *command, const char *argument,
                         struct restore_options *options, struct problems *problems) {
  if (options->folder != NULL) {
    problems_add(problems, 102, "%s takes one folder, not also %s; %s", command->name, argument,
                 command->usage);
  } else {
    options->folder = argument;
  }
}

static void parse_move(const struct command *command, const char *text,
                       struct restore_options *options, struct problems *problems) {
  if (text == NULL || !moves_add(&options->moves, text)) {
    problems_add(problems, 102, "--listen takes OLD=NEW, two ports of 1 to 65535, not %s; %s",
                 text == NULL ? "nothing" : text, command->usage);
  }
}

// Gives how many of the following arguments belong to this one.
static int parse_option(const struct command *command, const char *argument, const char *next,
                        struct restore_options *options, struct problems *problems) {
  bool restores = command == &RESTORE;
  if (restores && is_planned(argument)) {
    problems_add(problems, 102, "this version of jcr does not have %s yet; leave it out", argument);
    return takes_value(argument) ? 1 : 0;
  }
  if (restores && strcmp(argument, "--detach") == 0) {
    options->detach = true;
  } else if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0) {
    options->help = true;
  } else if (strncmp(argument, "--criu=", 7) == 0) {
    options->criu = argument + 7;
  } else if (strcmp(argument, "--criu") == 0 && next != NULL) {
    options->criu = next;
    return 1;
  } else if (strcmp(argument, "--listen") == 0) {
    parse_move(command, next, options, problems);
    return 1;
  } else if (strncmp(argument, "--listen=", 9) == 0) {
    parse_move(command, argument + 9, options, problems);
  } else if (strcmp(argument, "--criu") == 0) {
    problems_add(problems, 102, "--criu needs the path of CRIU's program; %s", command->usage);
  } else {
    problems_add(problems, 102, "%s does not know %s; %s", command->name, argument,
                 command->usage);
  }
  return 0;
}

void restore_options_parse(const struct command *command, int count, char **arguments,
                           struct restore_options *options, struct problems *problems) {
  bool onlyFolders = false;
  *options = (struct restore_options){0};
  for (int i = 0; i < count; i++) {
    if (onlyFolders || arguments[i][0] != '-') {
      parse_folder(command, arguments[i], options, problems);
    } else if (strcmp(arguments[i], "--") == 0) {
      onlyFolders = true;
    } else {
      const char *next = i + 1 < count ? arguments[i + 1] : NULL;
      i += parse_option(command, arguments[i], next, options, problems);
    }
  }
  if (options->folder == NULL && problems->count == 0 && !options->help) {
    problems_add(problems, 102, "%s needs the folder of an image; %s", command->name,
                 command->usage);
  }
}
