namespace perfhint::rpc { int placeholder() { return 0; } }
