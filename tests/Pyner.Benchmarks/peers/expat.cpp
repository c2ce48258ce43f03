// The counting on expat: it reports elements and text, decoded and joined piece by piece.
#include <expat.h>

#include <algorithm>

#include "record_events.hpp"
#include "submissions.hpp"

namespace {

void XMLCALL start(void* events, const char* name, const char** attributes) {
    static_cast<peers::RecordEvents*>(events)->start(name, [attributes](std::string_view wanted) -> std::string_view {
        for (const char** attribute = attributes; *attribute; attribute += 2)
            if (attribute[0] == wanted)
                return attribute[1];
        return {};
    });
}

void XMLCALL text(void* events, const char* text, int length) { static_cast<peers::RecordEvents*>(events)->text(text, size_t(length)); }

void XMLCALL end(void* events, const char*) { static_cast<peers::RecordEvents*>(events)->end(); }

class Reader {
public:
    Reader() : parser_(XML_ParserCreate(nullptr)) {
        if (!parser_)
            peers::fail("expat");
    }
    Reader(const Reader&) = delete;
    ~Reader() { XML_ParserFree(parser_); }

    static std::string version() { return std::string(XML_ExpatVersion()).replace(0, 6, "expat "); }

    bool read(char* document, size_t size, peers::Kind kind, peers::Tally& tally) {
        static constexpr size_t piece = 1 << 30;  // a length is an int
        XML_ParserReset(parser_, nullptr);        // keeps the parser's memory
        XML_SetUserData(parser_, &events_);
        XML_SetElementHandler(parser_, start, end);
        XML_SetCharacterDataHandler(parser_, text);
        events_.begin_file(kind, tally);
        bool last;
        do {
            size_t length = std::min(size, piece);
            last = length == size;
            if (XML_Parse(parser_, document, int(length), last) != XML_STATUS_OK)
                return false;
            document += length, size -= length;
        } while (!last);
        return true;
    }

private:
    XML_Parser parser_;
    peers::RecordEvents events_;
};

}  // namespace

int main(int count, char** arguments) { return peers::run<Reader>(count, arguments); }
