/* The limit program: what reading a tree costs when nothing is done with it. It makes the system calls that Pyner makes, in C, and no others:
   list the root, list every submission's folder, then open, read in pieces of 256 KB to the end, and close every sample, experiment and run file.

   limit FOLDER THREADS     prints: files bytes seconds-listing seconds-reading */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 256 << 10, NAME = 16, KINDS = 3, AT_ONCE = 100 };

struct entry { uint64_t inode; int64_t offset; unsigned short length; unsigned char type; char name[]; };
struct submission { char name[NAME]; unsigned char has[KINDS]; };

static const char *const kinds[KINDS] = { "sample", "experiment", "run" };
static struct submission *submissions;
static long count, capacity;
static int root;
static atomic_long next, files, bytes;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *what)
{
    perror(what);
    exit(2);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct submission *)left)->name, ((const struct submission *)right)->name);
}

static void list_root(char *buffer)
{
    long got;
    while ((got = syscall(SYS_getdents64, root, buffer, PIECE)) > 0) {
        for (long at = 0; at < got;) {
            struct entry *e = (struct entry *)(buffer + at);
            at += e->length;
            if (e->type != 4 || e->name[0] == '.' || strlen(e->name) >= NAME)
                continue;
            if (count == capacity) {
                capacity = capacity ? capacity * 2 : 1 << 16;
                submissions = realloc(submissions, (size_t)capacity * sizeof *submissions);
                if (!submissions)
                    fail("memory");
            }
            memset(&submissions[count], 0, sizeof *submissions);
            strcpy(submissions[count++].name, e->name);
        }
    }
    qsort(submissions, (size_t)count, sizeof *submissions, by_name);
}

static void list_folder(struct submission *s, char *buffer)
{
    int folder = openat(root, s->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        fail(s->name);
    long got;
    while ((got = syscall(SYS_getdents64, folder, buffer, PIECE)) > 0)
        for (long at = 0; at < got;) {
            struct entry *e = (struct entry *)(buffer + at);
            at += e->length;
            size_t accession = strlen(s->name);
            const char *dot = !strncmp(e->name, s->name, accession) && e->name[accession] == '.' ? e->name + accession : NULL;
            for (int kind = 0; dot && kind < KINDS; kind++) {
                size_t length = strlen(kinds[kind]);
                if (!strncmp(dot + 1, kinds[kind], length) && !strcmp(dot + 1 + length, ".xml"))
                    s->has[kind] = 1;
            }
        }
    close(folder);
}

static void read_files(const struct submission *s, char *buffer)
{
    char path[64];
    for (int kind = 0; kind < KINDS; kind++) {
        if (!s->has[kind])
            continue;
        snprintf(path, sizeof path, "%s/%s.%s.xml", s->name, s->name, kinds[kind]);
        int file = openat(root, path, O_RDONLY | O_CLOEXEC);
        if (file < 0)
            fail(path);
        long total = 0, got;
        while ((got = read(file, buffer, PIECE)) > 0)
            total += got;
        close(file);
        atomic_fetch_add_explicit(&files, 1, memory_order_relaxed);
        atomic_fetch_add_explicit(&bytes, total, memory_order_relaxed);
    }
}

static void *work(void *reading)
{
    char *buffer = aligned_alloc(4096, PIECE);
    for (long first; (first = atomic_fetch_add(&next, AT_ONCE)) < count;)
        for (long i = first; i < count && i < first + AT_ONCE; i++)
            if (reading)
                read_files(&submissions[i], buffer);
            else
                list_folder(&submissions[i], buffer);
    free(buffer);
    return NULL;
}

static void on_threads(int threads, void *reading)
{
    pthread_t others[64];
    next = 0;
    for (int i = 1; i < threads; i++)
        pthread_create(&others[i], NULL, work, reading);
    work(reading);
    for (int i = 1; i < threads; i++)
        pthread_join(others[i], NULL);
}

int main(int argc, char **argv)
{
    int threads = argc > 2 ? atoi(argv[2]) : 1;
    if (argc != 3 || threads < 1 || threads > 64) {
        fprintf(stderr, "usage: limit FOLDER THREADS\n");
        return 2;
    }
    double started = now();
    root = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        fail(argv[1]);
    char *buffer = malloc(PIECE);
    list_root(buffer);
    free(buffer);
    on_threads(threads, NULL);
    double listed = now();
    on_threads(threads, &root);
    printf("%ld %ld %.4f %.4f\n", (long)files, (long)bytes, listed - started, now() - listed);
    return 0;
}
