namespace perfhint::server {
int placeholder() { return 0; }
}  // namespace perfhint::server
