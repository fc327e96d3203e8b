/* any-address.c: perfdhcp hears answers to whatever relay address it gave, not only to its own.
 * cc -shared -fPIC -o any-address.so any-address.c; LD_PRELOAD it. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int bind(int fd, const struct sockaddr *address, socklen_t length) {
  struct sockaddr_in any;
  if (address->sa_family == AF_INET && length == sizeof any) {
    any = *(const struct sockaddr_in *) address;
    if (any.sin_port == htons(67)) {
      any.sin_addr.s_addr = INADDR_ANY;
      return syscall(SYS_bind, fd, &any, length);
    }
  }
  return syscall(SYS_bind, fd, address, length);
}
