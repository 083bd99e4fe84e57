// Plenty: values of which there may be many, by where they are seen to come from. Most containers that code
// shows nothing of hold a handful (arguments, axes, fields), for which a set or a dict costs as much as it
// saves.
#pragma once

#include "analysis/facts/facts.h"
#include "analysis/rules/rule.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// The lines of a file, the names in a folder, a query's rows, a range or display of more than fifty; or what
// is made of such, or filled in a loop over such. False where nothing is seen of it.
bool is_plenty(const Facts&, Node container);

// Looking through the container on each round of the loop adds up: there is plenty in it, and what the loop
// goes through is plenty or a parameter (a while loop mostly ends when something is found); or both are
// parameters whose elements are said to be of one type that can be hashed: names among names, of any number.
bool searches_add_up(const Facts&, Node container, Node loop);

// Text or bytes that are read from somewhere.
bool is_read_text(const Facts&, Node text);

// The hint last added is a micro one: a profile, or who wants all, has to ask for it.
void make_micro(Report&);

}  // namespace perfhint
