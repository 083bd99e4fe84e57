> exit
exit 1
