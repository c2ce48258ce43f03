// What the comparison programs share: the counting, by the rules of docs/counting-rules.md. A program brings only its XML parser.
// Whatever a file adds waits until the parser has read it to its end: a file that it rejects adds nothing.
#pragma once

#include <cstring>
#include <cwchar>
#include <cwctype>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace peers {

enum Kind { SAMPLES, EXPERIMENTS, RUNS, KINDS };
enum Field { ORGANISM, STRATEGY, SOURCE, SELECTION, LAYOUT, PLATFORM, MODEL, TAG, FIELDS };

// The text of an element or attribute. The first one in its place counts, even if it is empty.
struct Text {
    std::string value;
    bool found = false;

    void clear() { value.clear(), found = false; }
    void set(std::string_view text) {
        if (!found)
            value = text;
        found = true;
    }
};

struct Record {
    Text accession, title, sample;  // sample: the accession that an experiment points to
    Text fields[FIELDS];            // all but TAG, of which a sample has many

    void clear() {
        accession.clear(), title.clear(), sample.clear();
        for (Text& field : fields)
            field.clear();
    }
};

// White space as Unicode has it, in UTF-8; what is not ASCII is looked at only where a text begins or ends with it.
inline std::string_view trim(std::string_view text) {
    static constexpr std::string_view wide[] = {
        "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
        "\u2007", "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000",
    };
    auto space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    for (bool again = true; again && !text.empty();) {
        again = false;
        while (!text.empty() && space(text.front()))
            text.remove_prefix(1);
        while (!text.empty() && space(text.back()))
            text.remove_suffix(1);
        if (text.empty() || !((text.front() | text.back()) & 0x80))
            break;
        for (std::string_view character : wide) {
            if (text.starts_with(character))
                text.remove_prefix(character.size()), again = true;
            if (text.ends_with(character))
                text.remove_suffix(character.size()), again = true;
        }
    }
    return text;
}

// Character by character, as the C library's Unicode tables have it; it needs the locale C.UTF-8.
inline void lower(std::string& text) {
    bool ascii = true;
    for (char& c : text) {
        ascii &= !(c & 0x80);
        c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    }
    if (ascii)
        return;
    std::string lowered;
    std::mbstate_t in{}, out{};
    wchar_t wide;
    char bytes[16];
    for (size_t at = 0, length; at < text.size(); at += length) {
        length = std::mbrtowc(&wide, text.data() + at, text.size() - at, &in);
        if (length == 0 || length > text.size() - at)
            return;  // not UTF-8: left as it is
        lowered.append(bytes, std::wcrtomb(bytes, wchar_t(std::towlower(wint_t(wide))), &out));
    }
    text = std::move(lowered);
}

struct Value {
    long count = 0, submissions = 0;
    long last_submission = -1, last_sample = -1;  // the last ones that had it, to count each once
};

struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

using Catalog = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
using Entry = Catalog::value_type;  // stays where it is when the catalog grows

struct Totals {
    long submissions = 0, experiments = 0, experiments_missing = 0, samples = 0, samples_missing = 0, runs = 0, misplaced = 0, unresolved = 0, rejected = 0;

    void add(const Totals& other) {
        submissions += other.submissions, experiments += other.experiments, experiments_missing += other.experiments_missing;
        samples += other.samples, samples_missing += other.samples_missing, runs += other.runs;
        misplaced += other.misplaced, unresolved += other.unresolved, rejected += other.rejected;
    }
};

// What one thread has counted.
class Tally {
public:
    Totals totals;
    Catalog catalogs[FIELDS];
    std::unordered_map<std::string, std::unordered_map<std::string, Value>> pairs;  // organism, strategy

    // Tags come before their sample ends; which are new in it is known by its number.
    void attribute(std::string_view tag, std::string_view value) {
        if (trim(value).empty())
            return;
        tag_ = trim(tag);
        lower(tag_);
        if (tag_.empty())
            return;
        Entry* entry = find(TAG, tag_);
        if (entry->second.last_sample != sample_)
            tags_.push_back(entry);
        entry->second.last_sample = sample_;
    }

    void sample(const Record& record) {
        std::string_view organism = trim(record.fields[ORGANISM].value);
        if (organism.empty()) {
            file_.samples_missing++;
        } else {
            file_.samples++;
            Entry* entry = find(ORGANISM, organism);
            found_.push_back(entry);
            found_.insert(found_.end(), tags_.begin(), tags_.end());
            std::string_view accession = trim(record.accession.value);
            if (!accession.empty())
                organism_of_sample_.try_emplace(std::string(accession), entry);
        }
        tags_.clear();
        sample_++;
    }

    void experiment(const Record& record) {
        std::string_view strategy = trim(record.fields[STRATEGY].value);
        if (strategy.empty() || trim(record.accession.value).empty() || trim(record.title.value).empty()) {
            file_.experiments_missing++;
            return;
        }
        file_.experiments++;
        Entry* entry = find(STRATEGY, strategy);
        found_.push_back(entry);
        for (Field field : {SOURCE, SELECTION, LAYOUT, PLATFORM, MODEL}) {
            std::string_view value = trim(record.fields[field].value);
            if (!value.empty() || field == SOURCE || field == SELECTION)
                found_.push_back(find(field, value));
        }
        pointers_.emplace_back(trim(record.sample.value), entry);
    }

    void run() { file_.runs++; }
    void misplaced() { file_.misplaced++; }

    void end_file(Kind kind, bool accepted) {
        if (accepted) {
            totals.add(file_);
            for (Entry* entry : found_)
                count(entry->second, 1);
        } else {
            totals.rejected++;
            if (kind == SAMPLES)
                organism_of_sample_.clear();
            else if (kind == EXPERIMENTS)
                pointers_.clear();
        }
        file_ = {};
        found_.clear(), tags_.clear();
        sample_++;
    }

    void end_submission() {
        for (auto& [sample, strategy] : pointers_) {
            auto organism = organism_of_sample_.find(sample);
            if (sample.empty() || organism == organism_of_sample_.end())
                totals.unresolved++;
            else
                count(pairs[organism->second->first][strategy->first], 1);
        }
        pointers_.clear(), organism_of_sample_.clear();
        totals.submissions++;
        submission_++;
    }

    void add(const Tally& other) {
        totals.add(other.totals);
        for (int field = 0; field < FIELDS; field++)
            for (auto& [name, value] : other.catalogs[field])
                add(catalogs[field][name], value);
        for (auto& [organism, strategies] : other.pairs)
            for (auto& [strategy, value] : strategies)
                add(pairs[organism][strategy], value);
    }

private:
    long submission_ = 0, sample_ = 0;
    Totals file_;                 // of the file in hand, as all below until the next gap
    std::vector<Entry*> found_;
    std::vector<Entry*> tags_;
    std::string tag_;

    std::unordered_map<std::string, Entry*> organism_of_sample_;  // of the submission in hand
    std::vector<std::pair<std::string, Entry*>> pointers_;

    Entry* find(Field field, std::string_view name) {
        Catalog& catalog = catalogs[field];
        auto entry = catalog.find(name);
        return &*(entry != catalog.end() ? entry : catalog.try_emplace(std::string(name)).first);
    }

    void count(Value& value, long times) {
        value.count += times;
        value.submissions += value.last_submission != submission_;
        value.last_submission = submission_;
    }

    static void add(Value& to, const Value& from) { to.count += from.count, to.submissions += from.submissions; }
};

}  // namespace peers
