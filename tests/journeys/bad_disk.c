/* Loaded before libc's own calls: while the control file holds an errno, every write and sync below one folder fails
   with it; while it holds a negative number, every sync there waits. Reading, and everything outside the folder,
   goes on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int injected(void)
{
    const char *control = getenv("BAD_DISK_CONTROL");
    char text[16] = {0};
    int fd = control ? (int)((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open64"))(control, O_RDONLY) : -1;
    if (fd < 0) return 0;
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    return length > 0 ? atoi(text) : 0;
}

static int below(const char *path)
{
    const char *folder = getenv("BAD_DISK_FOLDER");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int fails(int fd)
{
    char link[32], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (!below(path)) return 0;
    int number = injected();
    if (number < 0) return 0;
    if (number) errno = number;
    return number;
}

static void stall(int fd)
{
    char link[32], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    if (below(path))
        while (injected() < 0) usleep(5000);
}

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, name))

ssize_t write(int fd, const void *data, size_t size)
{
    return fails(fd) ? -1 : REAL(ssize_t (*)(int, const void *, size_t), "write")(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
    return fails(fd) ? -1 : REAL(ssize_t (*)(int, const void *, size_t, off_t), "pwrite")(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
{
    return fails(fd) ? -1 : REAL(ssize_t (*)(int, const void *, size_t, off64_t), "pwrite64")(fd, data, size, at);
}

int fsync(int fd) { return stall(fd), fails(fd) ? -1 : REAL(int (*)(int), "fsync")(fd); }

int fdatasync(int fd) { return stall(fd), fails(fd) ? -1 : REAL(int (*)(int), "fdatasync")(fd); }

static int opened(const char *name, const char *path, int flags, mode_t mode)
{
    if ((flags & (O_CREAT | O_WRONLY | O_RDWR)) && below(path)) {
        int number = injected();
        if (number == EROFS || (number == ENOSPC && (flags & O_CREAT) && access(path, F_OK) != 0)) {
            errno = number;
            return -1;
        }
    }
    return REAL(int (*)(const char *, int, ...), name)(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened("open64", path, flags, mode);
}
