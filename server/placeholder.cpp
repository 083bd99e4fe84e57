namespace perfhint::server { int placeholder() { return 0; } }
