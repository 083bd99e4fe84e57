#include <cstdio>
int main() { std::puts("perfhint"); }
