// Boost.JSON is used without its library: this is its one compiled copy.
#include <boost/json/src.hpp>
