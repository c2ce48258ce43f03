// The counting on pugixml: it builds a tree of a document, in the document's own buffer, and the program walks through it.
// pugixml checks the nesting and the names of tags, not whether a document is well-formed in every other way, and knows no entities but XML's own five.
#include <pugixml.hpp>

#include "submissions.hpp"

namespace {

bool named(pugi::xml_node node, std::string_view name) { return node.type() == pugi::node_element && node.name() == name; }

// The element's own text: the pieces between its child elements, comments and so on.
void set_text(peers::Text& text, pugi::xml_node element) {
    if (text.found)
        return;
    text.found = true;
    for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            text.value += child.value();
}

class Reader {
public:
    static std::string version() {
        return "pugixml " + std::to_string(PUGIXML_VERSION / 1000) + '.' + std::to_string(PUGIXML_VERSION % 1000 / 10);
    }

    bool read(char* document, size_t size, peers::Kind kind, peers::Tally& tally) {
        static constexpr unsigned options = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_wconv_attribute;
        if (!tree_.load_buffer_inplace(document, size, options))
            return false;
        kind_ = kind;
        tally_ = &tally;
        records_below(tree_);
        return true;
    }

private:
    pugi::xml_document tree_;
    peers::Kind kind_ = peers::SAMPLES;
    peers::Tally* tally_ = nullptr;
    peers::Record record_;
    peers::Text tag_, value_;

    // Records at any depth, but not within others.
    void records_below(pugi::xml_node parent) {
        for (pugi::xml_node node : parent) {
            if (named(node, "SAMPLE"))
                kind_ == peers::SAMPLES ? sample(node) : tally_->misplaced();
            else if (named(node, "EXPERIMENT"))
                kind_ == peers::EXPERIMENTS ? experiment(node) : tally_->misplaced();
            else if (named(node, "RUN"))
                kind_ == peers::RUNS ? tally_->run() : tally_->misplaced();
            else
                records_below(node);
        }
    }

    void sample(pugi::xml_node sample) {
        record_.clear();
        record_.accession.set(sample.attribute("accession").value());
        for (pugi::xml_node child : sample) {
            if (named(child, "SAMPLE_NAME")) {
                for (pugi::xml_node name : child)
                    if (named(name, "SCIENTIFIC_NAME"))
                        set_text(record_.fields[peers::ORGANISM], name);
            } else if (named(child, "SAMPLE_ATTRIBUTES")) {
                for (pugi::xml_node attribute : child)
                    if (named(attribute, "SAMPLE_ATTRIBUTE"))
                        sample_attribute(attribute);
            }
        }
        tally_->sample(record_);
    }

    void sample_attribute(pugi::xml_node attribute) {
        tag_.clear(), value_.clear();
        for (pugi::xml_node child : attribute) {
            if (named(child, "TAG"))
                set_text(tag_, child);
            else if (named(child, "VALUE"))
                set_text(value_, child);
        }
        tally_->attribute(tag_.value, value_.value);
    }

    void experiment(pugi::xml_node experiment) {
        record_.clear();
        record_.accession.set(experiment.attribute("accession").value());
        for (pugi::xml_node child : experiment) {
            if (named(child, "TITLE"))
                set_text(record_.title, child);
            else if (named(child, "DESIGN"))
                design(child);
            else if (named(child, "PLATFORM"))
                platform(child);
        }
        tally_->experiment(record_);
    }

    void design(pugi::xml_node design) {
        for (pugi::xml_node child : design) {
            if (named(child, "SAMPLE_DESCRIPTOR"))
                record_.sample.set(child.attribute("accession").value());
            else if (named(child, "LIBRARY_DESCRIPTOR"))
                for (pugi::xml_node field : child)
                    library_field(field);
        }
    }

    void library_field(pugi::xml_node field) {
        if (named(field, "LIBRARY_STRATEGY"))
            set_text(record_.fields[peers::STRATEGY], field);
        else if (named(field, "LIBRARY_SOURCE"))
            set_text(record_.fields[peers::SOURCE], field);
        else if (named(field, "LIBRARY_SELECTION"))
            set_text(record_.fields[peers::SELECTION], field);
        else if (named(field, "LIBRARY_LAYOUT"))
            for (pugi::xml_node layout : field)
                if (layout.type() == pugi::node_element)
                    record_.fields[peers::LAYOUT].set(layout.name());
    }

    void platform(pugi::xml_node platforms) {
        for (pugi::xml_node platform : platforms) {
            if (platform.type() != pugi::node_element)
                continue;
            record_.fields[peers::PLATFORM].set(platform.name());
            for (pugi::xml_node child : platform)
                if (named(child, "INSTRUMENT_MODEL"))
                    set_text(record_.fields[peers::MODEL], child);
        }
    }
};

}  // namespace

int main(int count, char** arguments) { return peers::run<Reader>(count, arguments); }
