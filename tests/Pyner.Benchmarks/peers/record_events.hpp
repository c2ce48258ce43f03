// From the events of a parser (an element starts, text comes, an element ends) to records: for the parsers that report and build no tree.
#pragma once

#include "counting.hpp"

namespace peers {

// Where in a record an element is. Of a place that is not listed nothing counts, nor of what is below it.
enum class Place : unsigned char {
    OUTSIDE, IGNORED, RUN, MISPLACED,
    EXPERIMENT, TITLE, DESIGN, DESCRIPTOR, LIBRARY, STRATEGY, SOURCE, SELECTION, LAYOUTS, LAYOUT, PLATFORMS, PLATFORM, MODEL,
    SAMPLE, NAME, ORGANISM, ATTRIBUTES, ATTRIBUTE, TAG, VALUE,
};

class RecordEvents {
public:
    // attribute(name) gives the value of an attribute of this element, empty where it has none.
    template <class Attribute>
    void start(std::string_view name, Attribute attribute) {
        Place place = next(places_.back(), name);
        switch (place) {
            case Place::EXPERIMENT:
            case Place::SAMPLE:
                record_.clear();
                record_.accession.set(attribute("accession"));
                break;
            case Place::RUN: tally_->run(); break;
            case Place::MISPLACED: tally_->misplaced(); break;
            case Place::DESCRIPTOR: record_.sample.set(attribute("accession")); break;
            case Place::LAYOUT: record_.fields[LAYOUT].set(name); break;
            case Place::PLATFORM: record_.fields[PLATFORM].set(name); break;
            case Place::TITLE: collect(record_.title); break;
            case Place::STRATEGY: collect(record_.fields[STRATEGY]); break;
            case Place::SOURCE: collect(record_.fields[SOURCE]); break;
            case Place::SELECTION: collect(record_.fields[SELECTION]); break;
            case Place::MODEL: collect(record_.fields[MODEL]); break;
            case Place::ORGANISM: collect(record_.fields[ORGANISM]); break;
            case Place::TAG: collect(tag_); break;
            case Place::VALUE: collect(value_); break;
            case Place::ATTRIBUTE: tag_.clear(), value_.clear(); break;
            default: break;
        }
        places_.push_back(place);
    }

    // Text of the element's own only: what a child holds is left out.
    void text(const char* text, size_t length) {
        if (collected_ && places_.size() == collected_depth_)
            collected_->value.append(text, length);
    }

    void end() {
        if (places_.size() == collected_depth_)
            collected_ = nullptr;
        switch (places_.back()) {
            case Place::ATTRIBUTE: tally_->attribute(tag_.value, value_.value); break;
            case Place::SAMPLE: tally_->sample(record_); break;
            case Place::EXPERIMENT: tally_->experiment(record_); break;
            default: break;
        }
        places_.pop_back();
    }

    void begin_file(Kind kind, Tally& tally) {
        kind_ = kind;
        tally_ = &tally;
        places_.assign(1, Place::OUTSIDE);
        collected_ = nullptr;
    }

private:
    struct Step {
        Place from;
        std::string_view name;  // empty: any
        Place to;
    };

    static constexpr Step steps_[] = {
        {Place::EXPERIMENT, "TITLE", Place::TITLE}, {Place::EXPERIMENT, "DESIGN", Place::DESIGN}, {Place::EXPERIMENT, "PLATFORM", Place::PLATFORMS},
        {Place::DESIGN, "LIBRARY_DESCRIPTOR", Place::LIBRARY}, {Place::DESIGN, "SAMPLE_DESCRIPTOR", Place::DESCRIPTOR},
        {Place::LIBRARY, "LIBRARY_STRATEGY", Place::STRATEGY}, {Place::LIBRARY, "LIBRARY_SOURCE", Place::SOURCE},
        {Place::LIBRARY, "LIBRARY_SELECTION", Place::SELECTION}, {Place::LIBRARY, "LIBRARY_LAYOUT", Place::LAYOUTS},
        {Place::LAYOUTS, "", Place::LAYOUT}, {Place::PLATFORMS, "", Place::PLATFORM}, {Place::PLATFORM, "INSTRUMENT_MODEL", Place::MODEL},
        {Place::SAMPLE, "SAMPLE_NAME", Place::NAME}, {Place::SAMPLE, "SAMPLE_ATTRIBUTES", Place::ATTRIBUTES},
        {Place::NAME, "SCIENTIFIC_NAME", Place::ORGANISM}, {Place::ATTRIBUTES, "SAMPLE_ATTRIBUTE", Place::ATTRIBUTE},
        {Place::ATTRIBUTE, "TAG", Place::TAG}, {Place::ATTRIBUTE, "VALUE", Place::VALUE},
    };

    Kind kind_ = SAMPLES;
    Tally* tally_ = nullptr;
    std::vector<Place> places_;  // of every open element, one for the document before them
    Record record_;
    Text tag_, value_;
    Text* collected_ = nullptr;
    size_t collected_depth_ = 0;

    Place next(Place from, std::string_view name) const {
        if (from == Place::OUTSIDE)
            return name == "SAMPLE"       ? kind_ == SAMPLES ? Place::SAMPLE : Place::MISPLACED
                   : name == "EXPERIMENT" ? kind_ == EXPERIMENTS ? Place::EXPERIMENT : Place::MISPLACED
                   : name == "RUN"        ? kind_ == RUNS ? Place::RUN : Place::MISPLACED
                                          : Place::OUTSIDE;
        if (from != Place::IGNORED)
            for (const Step& step : steps_)
                if (step.from == from && (step.name.empty() || step.name == name))
                    return step.to;
        return Place::IGNORED;
    }

    void collect(Text& text) {
        if (text.found)
            return;
        text.found = true;
        collected_ = &text;
        collected_depth_ = places_.size() + 1;
    }
};

}  // namespace peers
