// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The native methods of io.jcr.it.app.NativeHandles.

#include "native-handles.h"

#include <errno.h>
#include <jni.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

char place[4096];

static const struct thing *find(const char *name) {
  for (const struct thing *thing = CARRIED; thing->name != NULL; thing++) {
    if (strcmp(thing->name, name) == 0) {
      return thing;
    }
  }
  for (const struct thing *thing = REFUSED; thing->name != NULL; thing++) {
    if (strcmp(thing->name, name) == 0) {
      return thing;
    }
  }
  return NULL;
}

// False where its bytes are too many.
static int copy(JNIEnv *env, jstring string, char *text, size_t size) {
  size_t length = (size_t)(*env)->GetStringUTFLength(env, string);
  if (length >= size) {
    return 0;
  }
  (*env)->GetStringUTFRegion(env, string, 0, (*env)->GetStringLength(env, string), text);
  text[length] = '\0';
  return 1;
}

static const struct thing *find_java(JNIEnv *env, jstring name) {
  char text[64];
  return copy(env, name, text, sizeof text) ? find(text) : NULL;
}

// "" for success, else the step and the words for errno.
static jstring answer(JNIEnv *env, const char *step) {
  char text[256] = "";
  if (step != NULL) {
    snprintf(text, sizeof text, "%s: %s", step, strerror(errno));
  }
  return (*env)->NewStringUTF(env, text);
}

JNIEXPORT void JNICALL Java_io_jcr_it_app_NativeHandles_place(JNIEnv *env, jclass type,
                                                              jstring path) {
  (void)type;
  if (!copy(env, path, place, sizeof place)) {
    jclass wrong = (*env)->FindClass(env, "java/lang/IllegalArgumentException");
    (*env)->ThrowNew(env, wrong, "the path is too long");
  }
}

JNIEXPORT jstring JNICALL Java_io_jcr_it_app_NativeHandles_openNative(JNIEnv *env, jclass type,
                                                                      jstring name) {
  (void)type;
  const struct thing *thing = find_java(env, name);
  if (thing == NULL) {
    errno = EINVAL;
    return answer(env, "unknown thing");
  }
  return answer(env, thing->open() < 0 ? "open" : NULL);
}

JNIEXPORT jstring JNICALL Java_io_jcr_it_app_NativeHandles_useNative(JNIEnv *env, jclass type,
                                                                     jstring name) {
  (void)type;
  const struct thing *thing = find_java(env, name);
  errno = EINVAL;
  return answer(env, thing == NULL || thing->use == NULL ? "unknown thing" : thing->use());
}

// Opens, and stays in native code for a while, as a call that waits for an answer does.
JNIEXPORT jstring JNICALL Java_io_jcr_it_app_NativeHandles_linger(JNIEnv *env, jclass type,
                                                                  jstring name, jint millis) {
  jstring wrong = Java_io_jcr_it_app_NativeHandles_openNative(env, type, name);
  struct timespec rest = {.tv_sec = millis / 1000, .tv_nsec = millis % 1000 * 1000000L};
  while (nanosleep(&rest, &rest) < 0 && errno == EINTR) {
  }
  return wrong;
}
