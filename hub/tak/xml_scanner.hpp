#pragma once

#include <cstdint>
#include <string>

namespace paraat::tak {

// Finds where an XML document ends in a stream, character by character, without a tree: after the end tag of its root,
// wherever such letters stand in quotes, in CDATA or in a comment. An element inside that is never closed does not
// matter, so that one broken message does not swallow the next. A document type is wrong: nothing of TAK has one, and
// none is taken. What is not seen here, a reader of XML sees.
class XmlScanner {
public:
    enum class Step : std::uint8_t { more, done, wrong };
    // After `done` and `wrong` it begins anew.
    Step feed(char c);

private:
    enum class In : std::uint8_t { text, open, mark, comment, cdata, instruction, start_tag, quoted, end_tag };

    Step in_text(char c);
    Step in_open(char c);
    Step in_mark(char c);
    Step in_start_tag(char c);
    Step in_end_tag(char c);
    Step closed_tag();
    Step until(char c, const char* end);
    bool name(char c);

    In in_ = In::text;
    std::string root_;  // its name; empty before it
    std::string name_;  // of the tag that is read
    std::string mark_;  // what follows "<!"
    std::string tail_;  // the last characters of what ends with several
    bool is_named_ = false;
    bool is_slashed_ = false;  // the last character of a start tag was '/'
    char quote_ = 0;
    int open_ = 0;  // elements of the root's name
};

}  // namespace paraat::tak
