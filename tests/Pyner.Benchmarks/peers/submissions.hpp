// What the comparison programs share: they walk a tree of submissions on one or more threads, read each file whole into a buffer, and
// write the figures as JSON under the names of a knowledge base. A program gives run() a reader of its own:
//
//   struct Reader {
//       static std::string version();                                                       // of the library
//       bool read(char* document, size_t size, peers::Kind kind, peers::Tally& tally);      // false: not well-formed
//   };
//
// The document may be written to; a zero byte follows it.
#pragma once

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "counting.hpp"

namespace peers {

inline void fail(const std::string& what) {
    std::perror(what.c_str());
    std::exit(2);
}

inline std::vector<std::string> entries(int folder) {
    std::vector<std::string> names;
    DIR* listing = fdopendir(folder);
    if (!listing)
        fail("can't list");
    while (dirent* entry = readdir(listing))
        if (entry->d_name[0] != '.')
            names.emplace_back(entry->d_name);
    closedir(listing);
    return names;
}

class FileBuffer {
public:
    FileBuffer() { grow(1 << 18); }
    FileBuffer(const FileBuffer&) = delete;
    ~FileBuffer() { std::free(bytes_); }

    char* bytes() { return bytes_; }

    // Reads a file to its end; -1 where there is none.
    long read(int folder, const char* name) {
        int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
        if (file < 0)
            return -1;
        size_t size = 0;
        for (ssize_t got; (got = ::read(file, bytes_ + size, capacity_ - size - 1)) != 0; size += size_t(got)) {
            if (got < 0)
                fail(name);
            if (size + size_t(got) + 1 == capacity_)
                grow(capacity_ * 2);
        }
        close(file);
        bytes_[size] = 0;
        return long(size);
    }

private:
    char* bytes_ = nullptr;
    size_t capacity_ = 0;

    void grow(size_t capacity) {
        bytes_ = static_cast<char*>(std::realloc(bytes_, capacity_ = capacity));
        if (!bytes_)
            fail("memory");
    }
};

template <class Reader>
void count_submission(int root, const std::string& accession, Reader& reader, FileBuffer& buffer, Tally& tally) {
    static constexpr const char* suffixes[KINDS] = {".sample.xml", ".experiment.xml", ".run.xml"};
    std::vector<std::string> names = entries(openat(root, accession.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (int kind = 0; kind < KINDS; kind++) {
        std::string name = accession + suffixes[kind];
        if (std::find(names.begin(), names.end(), name) == names.end())
            continue;
        long size = buffer.read(root, (accession + '/' + name).c_str());
        if (size < 0)
            fail(name);
        tally.end_file(Kind(kind), reader.read(buffer.bytes(), size_t(size), Kind(kind), tally));
    }
    tally.end_submission();
}

template <class Reader>
Tally count_tree(const char* path, int threads) {
    static constexpr size_t share = 100;
    int root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        fail(path);
    std::vector<std::string> accessions = entries(dup(root));
    std::sort(accessions.begin(), accessions.end());
    std::atomic<size_t> next = 0;
    std::mutex gate;
    Tally whole;
    auto work = [&] {
        Tally tally;
        Reader reader;
        FileBuffer buffer;
        for (size_t first; (first = next.fetch_add(share)) < accessions.size();)
            for (size_t i = first; i < std::min(first + share, accessions.size()); i++)
                count_submission(root, accessions[i], reader, buffer, tally);
        std::lock_guard lock(gate);
        whole.add(tally);
    };
    std::vector<std::thread> others;
    for (int i = 1; i < threads; i++)
        others.emplace_back(work);
    work();
    for (std::thread& other : others)
        other.join();
    return whole;
}

inline std::string quoted(std::string_view text) {
    std::string json = "\"";
    for (char c : text) {
        char code[8];
        if (c == '"' || c == '\\')
            json += {'\\', c};
        else if (static_cast<unsigned char>(c) < ' ')
            std::snprintf(code, sizeof code, "\\u%04x", c), json += code;
        else
            json += c;
    }
    return json + '"';
}

inline void write_catalogs(std::FILE* out, const Tally& tally, long Value::*figure) {
    static constexpr const char* names[FIELDS] = {
        "", "strategies", "sources", "selections", "layouts", "platforms", "instrument_models", "attributes"};
    for (int field = STRATEGY; field < FIELDS; field++) {
        std::fprintf(out, "%s\"%s\":{", field == STRATEGY ? "" : ",\n", names[field]);
        const char* comma = "";
        for (auto& [name, value] : tally.catalogs[field])
            if (value.count > 0)  // a rejected file's values are there with none
                std::fprintf(out, "%s%s:%ld", comma, quoted(name).c_str(), value.*figure), comma = ",";
        std::fputs("}", out);
    }
}

inline void write_figures(std::FILE* out, const Tally& tally) {
    static constexpr const char* unique[FIELDS] = {
        "organisms", "strategies", "sources", "selections", "layouts", "platforms", "instrument_models", "attributes"};
    const Totals& t = tally.totals;
    std::fprintf(out, "{\"files_processed\":%ld,\n\"statistics\":{\"total_experiments\":%ld,\"total_samples\":%ld,\"total_runs\":%ld,",
        t.submissions, t.experiments, t.samples, t.runs);
    for (int field = 0; field < FIELDS; field++)
        std::fprintf(out, "\"unique_%s\":%ld,", unique[field],
            long(std::count_if(tally.catalogs[field].begin(), tally.catalogs[field].end(), [](auto& entry) { return entry.second.count > 0; })));
    std::fprintf(out, "\"experiments_missing_fields\":%ld,\"samples_missing_fields\":%ld,\"missing_fields\":%ld,\"misplaced_records\":%ld,",
        t.experiments_missing, t.samples_missing, t.experiments_missing + t.samples_missing, t.misplaced);
    std::fprintf(out, "\"unresolved_sample_references\":%ld,\"rejected_files\":%ld},\n\"organisms\":{", t.unresolved, t.rejected);
    const char* comma = "";
    for (auto& [name, value] : tally.catalogs[ORGANISM])
        if (value.count > 0)
            std::fprintf(out, "%s%s:{\"count\":%ld,\"studies\":%ld}", comma, quoted(name).c_str(), value.count, value.submissions), comma = ",";
    std::fputs("},\n", out);
    write_catalogs(out, tally, &Value::count);
    std::fputs(",\n\"submissions_behind\":{", out);
    write_catalogs(out, tally, &Value::submissions);
    std::fputs("},\n\"organism_strategies\":{", out);
    comma = "";
    for (auto& [organism, strategies] : tally.pairs) {
        std::fprintf(out, "%s%s:{", comma, quoted(organism).c_str());
        comma = "";
        for (auto& [strategy, value] : strategies)
            std::fprintf(out, "%s%s:{\"count\":%ld,\"submissions\":%ld}", comma, quoted(strategy).c_str(), value.count, value.submissions), comma = ",";
        std::fputs("}", out);
        comma = ",";
    }
    std::fputs("}}\n", out);
}

// PROGRAM FOLDER THREADS FIGURES     counts, and writes the figures to a file
// PROGRAM --version                  prints the library's version
template <class Reader>
int run(int count, char** arguments) {
    int threads = count == 4 ? std::atoi(arguments[2]) : 0;
    if (count == 2 && !std::strcmp(arguments[1], "--version")) {
        std::puts(Reader::version().c_str());
        return 0;
    }
    if (threads < 1) {
        std::fprintf(stderr, "usage: %s FOLDER THREADS FIGURES\n", arguments[0]);
        return 2;
    }
    if (!std::setlocale(LC_CTYPE, "C.UTF-8"))
        fail("the locale C.UTF-8, for lower-casing");
    Tally tally = count_tree<Reader>(arguments[1], threads);
    std::FILE* out = std::fopen(arguments[3], "w");
    if (!out)
        fail(arguments[3]);
    write_figures(out, tally);
    if (std::fclose(out))
        fail(arguments[3]);
    return 0;
}

}  // namespace peers
