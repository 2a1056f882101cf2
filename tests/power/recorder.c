/* Records every write and sync that a process makes below one folder, so that the disk can be rebuilt as a power
 * loss could have left it. Loaded with LD_PRELOAD; RECORDER_FOLDER names the folder, RECORDER_LOG the log.
 * One log entry: header, path, data. Times are CLOCK_MONOTONIC nanoseconds around the call itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE = 2, SYNC = 3, UNLINK = 4, RENAME = 5 };

struct header {
    uint32_t op;
    uint32_t path_length;
    uint64_t started;
    uint64_t ended;
    uint64_t offset;
    uint64_t length;
};

static int log_fd = -1;
static char folder[PATH_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t now(void) {
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return (uint64_t)moment.tv_sec * 1000000000u + (uint64_t)moment.tv_nsec;
}

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("RECORDER_LOG");
    const char *watched = getenv("RECORDER_FOLDER");
    if (!log || !watched || !realpath(watched, folder)) return;
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int below_folder(const char *path) {
    size_t length = strlen(folder);
    return log_fd >= 0 && strncmp(path, folder, length) == 0 && path[length] == '/';
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below_folder(path);
}

static void put(const void *data, size_t length) {
    const char *rest = data;
    while (length > 0) {
        ssize_t done = syscall(SYS_write, log_fd, rest, length);
        if (done <= 0) abort();
        rest += done;
        length -= (size_t)done;
    }
}

static void record(uint32_t op, const char *path, uint64_t started, uint64_t offset, const void *data, uint64_t length) {
    struct header head = {op, (uint32_t)strlen(path), started, now(), offset, length};
    pthread_mutex_lock(&lock);
    put(&head, sizeof head);
    put(path, head.path_length);
    if (data) put(data, length);
    pthread_mutex_unlock(&lock);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static ssize_t recorded_pwrite(ssize_t (*real)(int, const void *, size_t, off_t), int fd, const void *data, size_t size,
                               off_t offset) {
    char path[PATH_MAX];
    uint64_t started = now();
    ssize_t done = real(fd, data, size, offset);
    if (done > 0 && path_of(fd, path)) record(WRITE, path, started, (uint64_t)offset, data, (uint64_t)done);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
    return recorded_pwrite(REAL(pwrite), fd, data, size, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    return recorded_pwrite(REAL(pwrite64), fd, data, size, offset);
}

ssize_t write(int fd, const void *data, size_t size) {
    char path[PATH_MAX];
    uint64_t started = now();
    ssize_t done = REAL(write)(fd, data, size);
    if (done > 0 && log_fd >= 0 && path_of(fd, path)) {
        off_t end = lseek(fd, 0, SEEK_CUR);
        if (end >= done) record(WRITE, path, started, (uint64_t)(end - done), data, (uint64_t)done);
    }
    return done;
}

static int recorded_truncate(int (*real)(int, off_t), int fd, off_t size) {
    char path[PATH_MAX];
    uint64_t started = now();
    int failed = real(fd, size);
    if (!failed && path_of(fd, path)) record(TRUNCATE, path, started, (uint64_t)size, NULL, 0);
    return failed;
}

int ftruncate(int fd, off_t size) { return recorded_truncate(REAL(ftruncate), fd, size); }
int ftruncate64(int fd, off64_t size) { return recorded_truncate(REAL(ftruncate64), fd, size); }

static int recorded_sync(int (*real)(int), int fd) {
    char path[PATH_MAX];
    uint64_t started = now();
    int failed = real(fd);
    if (!failed && path_of(fd, path)) record(SYNC, path, started, 0, NULL, 0);
    return failed;
}

int fsync(int fd) { return recorded_sync(REAL(fsync), fd); }
int fdatasync(int fd) { return recorded_sync(REAL(fdatasync), fd); }

int unlink(const char *name) {
    char path[PATH_MAX];
    uint64_t started = now();
    int known = log_fd >= 0 && realpath(name, path) && below_folder(path);
    int failed = REAL(unlink)(name);
    if (!failed && known) record(UNLINK, path, started, 0, NULL, 0);
    return failed;
}

int rename(const char *from, const char *to) {
    char old_path[PATH_MAX], new_path[PATH_MAX];
    uint64_t started = now();
    int known = log_fd >= 0 && realpath(from, old_path) && below_folder(old_path);
    int failed = REAL(rename)(from, to);
    if (!failed && known && realpath(to, new_path)) record(RENAME, old_path, started, 0, new_path, strlen(new_path));
    return failed;
}
