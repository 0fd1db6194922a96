#pragma once

#include <stdexcept>

#include "hub/base/flat_set.hpp"

namespace paraat {

// std::map for a handful of entries: 8 bytes while it is empty. Looking a key up is a search in order, adding or taking
// away an entry moves those behind and ends all iterators and references.
template <class Key, class Value>
class FlatMap : public FlatElements<std::pair<Key, Value>> {
    using Elements = FlatElements<std::pair<Key, Value>>;

public:
    using typename Elements::const_iterator;
    using typename Elements::iterator;
    using typename Elements::value_type;
    using key_type = Key;
    using mapped_type = Value;

    FlatMap() = default;
    FlatMap(std::initializer_list<value_type> entries) { insert(entries.begin(), entries.end()); }

    const_iterator find(const Key& key) const {
        const const_iterator at = place_of(key);
        return at != this->end() && at->first == key ? at : this->end();
    }
    iterator find(const Key& key) { return this->begin() + (std::as_const(*this).find(key) - this->begin()); }
    bool contains(const Key& key) const { return find(key) != this->end(); }
    const Value& at(const Key& key) const {
        const const_iterator found = find(key);
        if (found == this->end()) throw std::out_of_range("no such key");
        return found->second;
    }
    Value& at(const Key& key) { return const_cast<Value&>(std::as_const(*this).at(key)); }
    Value& operator[](const Key& key) { return try_emplace(key).first->second; }

    // The entry of the key, and whether it is new: one that was there stays as it is.
    template <class... Arguments>
    std::pair<iterator, bool> try_emplace(const Key& key, Arguments&&... arguments) {
        const const_iterator at = place_of(key);
        if (at != this->end() && at->first == key) return {this->begin() + (at - this->begin()), false};
        return {this->put(at, value_type{key, Value{std::forward<Arguments>(arguments)...}}), true};
    }
    std::pair<iterator, bool> insert(value_type entry) { return try_emplace(entry.first, std::move(entry.second)); }
    template <class From, class To>
    void insert(From from, To to) {
        for (; from != to; ++from) try_emplace(from->first, from->second);
    }
    std::size_t erase(const Key& key) {
        const const_iterator at = find(key);
        if (at == this->end()) return 0;
        Elements::erase(at);
        return 1;
    }
    using Elements::erase;

private:
    const_iterator place_of(const Key& key) const {
        return std::lower_bound(this->begin(), this->end(), key,
                                [](const value_type& entry, const Key& wanted) { return entry.first < wanted; });
    }
};

}  // namespace paraat
