/* Fails or kills at the N-th call that changes a book's file; loaded before the C library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, KILL, EIO_ONCE, FULL };
static int mode = OFF, left = 0, fired = 0;

void fault_arm(int wanted, int nth) { mode = wanted; left = nth; fired = 0; }
int fault_fired(void) { return fired; }

static int is_book(const char *path) { return strstr(path, "faulty.deskbook") != NULL; }

static int is_book_fd(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return is_book(path);
}

/* 1 when this call must fail; errno is set then. */
static int struck(int room) {
    if (mode == OFF) return 0;
    if (mode == FULL && fired) { if (!room) return 0; errno = ENOSPC; return 1; }
    if (fired || --left > 0) return 0;
    fired = 1;
    if (mode == KILL) raise(SIGKILL);
    errno = mode == EIO_ONCE ? EIO : ENOSPC;
    return 1;
}

#define NEXT(type, name) static type next; if (!next) next = (type)dlsym(RTLD_NEXT, name)
typedef ssize_t (*write_t)(int, const void *, size_t);
typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
typedef ssize_t (*pwrite64_t)(int, const void *, size_t, off64_t);
typedef int (*fd_t)(int);
typedef int (*cut_t)(int, off_t);
typedef int (*cut64_t)(int, off64_t);
typedef int (*path_t)(const char *);

ssize_t write(int fd, const void *b, size_t n) {
    NEXT(write_t, "write");
    if (mode && is_book_fd(fd) && struck(1)) return -1;
    return next(fd, b, n);
}
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) {
    NEXT(pwrite_t, "pwrite");
    if (mode && is_book_fd(fd) && struck(1)) return -1;
    return next(fd, b, n, o);
}
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) {
    NEXT(pwrite64_t, "pwrite64");
    if (mode && is_book_fd(fd) && struck(1)) return -1;
    return next(fd, b, n, o);
}
int fsync(int fd) {
    NEXT(fd_t, "fsync");
    if (mode && is_book_fd(fd) && struck(0)) return -1;
    return next(fd);
}
int fdatasync(int fd) {
    NEXT(fd_t, "fdatasync");
    if (mode && is_book_fd(fd) && struck(0)) return -1;
    return next(fd);
}
int ftruncate(int fd, off_t n) {
    NEXT(cut_t, "ftruncate");
    if (mode && is_book_fd(fd) && struck(0)) return -1;
    return next(fd, n);
}
int ftruncate64(int fd, off64_t n) {
    NEXT(cut64_t, "ftruncate64");
    if (mode && is_book_fd(fd) && struck(0)) return -1;
    return next(fd, n);
}
int unlink(const char *path) {
    NEXT(path_t, "unlink");
    if (mode && is_book(path) && struck(0)) return -1;
    return next(path);
}
