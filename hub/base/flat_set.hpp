#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace paraat {

// The elements of a small ordered container, each beside the next: a pointer while there are none, which of most there
// are not. For FlatSet and FlatMap only.
template <class Element>
class FlatElements {
public:
    using value_type = Element;
    using iterator = Element*;
    using const_iterator = const Element*;

    FlatElements() = default;
    FlatElements(const FlatElements& other) { *this = other; }
    FlatElements(FlatElements&&) noexcept = default;
    FlatElements& operator=(const FlatElements& other) {
        all_ = other.empty() ? nullptr : std::make_unique<std::vector<Element>>(*other.all_);
        return *this;
    }
    FlatElements& operator=(FlatElements&&) noexcept = default;
    ~FlatElements() = default;

    bool empty() const { return all_ == nullptr; }
    std::size_t size() const { return all_ ? all_->size() : 0; }
    const_iterator begin() const { return all_ ? all_->data() : nullptr; }
    const_iterator end() const { return begin() + size(); }
    iterator begin() { return all_ ? all_->data() : nullptr; }
    iterator end() { return begin() + size(); }
    void clear() { all_.reset(); }
    // That behind it; all iterators and references end.
    iterator erase(const_iterator which) {
        const auto at = which - begin();
        all_->erase(all_->begin() + at);
        if (all_->empty()) all_.reset();
        return begin() + at;
    }
    bool operator==(const FlatElements& other) const { return std::equal(begin(), end(), other.begin(), other.end()); }

    // How many elements it takes away.
    friend std::size_t erase_if(FlatElements& from, const auto& is_meant) {
        const std::size_t before = from.size();
        if (before > 0) std::erase_if(*from.all_, is_meant);
        if (before > 0 && from.all_->empty()) from.all_.reset();
        return before - from.size();
    }

protected:
    iterator put(const_iterator before, Element element) {
        const auto at = before - begin();
        if (!all_) all_ = std::make_unique<std::vector<Element>>();
        return &*all_->insert(all_->begin() + at, std::move(element));
    }

private:
    std::unique_ptr<std::vector<Element>> all_;  // never an empty one
};

// std::set for a handful of elements: 8 bytes while it is empty. Looking one up is a search in order, changing it moves
// those behind and ends all iterators and references.
template <class T>
class FlatSet : public FlatElements<T> {
public:
    using typename FlatElements<T>::const_iterator;
    using key_type = T;

    FlatSet() = default;
    FlatSet(std::initializer_list<T> elements) { insert(elements.begin(), elements.end()); }
    template <class Other>
    explicit FlatSet(const Other& elements) {
        insert(elements.begin(), elements.end());
    }

    const_iterator find(const T& element) const {
        const const_iterator at = std::lower_bound(this->begin(), this->end(), element);
        return at != this->end() && *at == element ? at : this->end();
    }
    bool contains(const T& element) const { return find(element) != this->end(); }
    std::pair<const_iterator, bool> insert(T element) {
        const const_iterator at = std::lower_bound(this->begin(), this->end(), element);
        if (at != this->end() && *at == element) return {at, false};
        return {this->put(at, std::move(element)), true};
    }
    const_iterator insert(const_iterator, T element) { return insert(std::move(element)).first; }
    template <class From, class To>
    void insert(From from, To to) requires(!std::is_same_v<To, T>) {
        for (; from != to; ++from) insert(*from);
    }
    std::size_t erase(const T& element) {
        const const_iterator at = find(element);
        if (at == this->end()) return 0;
        FlatElements<T>::erase(at);
        return 1;
    }
    using FlatElements<T>::erase;
};

}  // namespace paraat
