// Debian's Boost headers carry Boost.URL's sources; one file has to compile them.
#include <boost/url/src.hpp>
