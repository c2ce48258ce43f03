// The counting on libxml2, by its SAX interface, which here is faster than its xmlTextReader.
#include <libxml/parser.h>
#include <libxml/SAX2.h>

#include <climits>

#include "record_events.hpp"
#include "submissions.hpp"

namespace {

peers::RecordEvents& events_of(void* context) { return *static_cast<peers::RecordEvents*>(static_cast<xmlParserCtxtPtr>(context)->_private); }

std::string_view view(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

void start(
    void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar*, int, const xmlChar**, int count, int, const xmlChar** attributes) {
    // name, prefix, URI, value, end of the value
    auto attribute = [=](std::string_view wanted) -> std::string_view {
        for (int i = 0; i < count; i++) {
            const xmlChar** one = attributes + 5 * i;
            if (!one[1] && view(one[0]) == wanted)
                return {reinterpret_cast<const char*>(one[3]), size_t(one[4] - one[3])};  // no zero byte follows it
        }
        return {};
    };
    if (prefix)
        events_of(context).start(std::string(view(prefix)) + ':' + std::string(view(name)), attribute);
    else
        events_of(context).start(view(name), attribute);
}

void end(void* context, const xmlChar*, const xmlChar*, const xmlChar*) { events_of(context).end(); }

void text(void* context, const xmlChar* text, int length) { events_of(context).text(reinterpret_cast<const char*>(text), size_t(length)); }

class Reader {
public:
    Reader() : context_(xmlNewParserCtxt()) {
        if (!context_)
            peers::fail("libxml2");
        context_->_private = &events_;
        // What reads a document type and its entities stays as it is.
        context_->sax->startElementNs = start;
        context_->sax->endElementNs = end;
        context_->sax->characters = context_->sax->ignorableWhitespace = context_->sax->cdataBlock = text;
        context_->sax->comment = nullptr;
        context_->sax->processingInstruction = nullptr;
        context_->sax->reference = nullptr;
    }
    Reader(const Reader&) = delete;
    ~Reader() { xmlFreeParserCtxt(context_); }

    static std::string version() { return "libxml2 " LIBXML_DOTTED_VERSION; }

    bool read(char* document, size_t size, peers::Kind kind, peers::Tally& tally) {
        static constexpr int options = XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
        if (size > INT_MAX)
            return false;
        events_.begin_file(kind, tally);
        xmlFreeDoc(xmlCtxtReadMemory(context_, document, int(size), nullptr, nullptr, options));  // of the document there is nothing but its type
        return context_->wellFormed;
    }

private:
    xmlParserCtxtPtr context_;
    peers::RecordEvents events_;
};

}  // namespace

int main(int count, char** arguments) {
    xmlInitParser();
    return peers::run<Reader>(count, arguments);
}
