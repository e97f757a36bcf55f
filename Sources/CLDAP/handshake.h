#ifndef CLDAP_HANDSHAKE_H
#define CLDAP_HANDSHAKE_H
// An end to a TLS handshake that its server does not go on with. libldap 2.5 over GnuTLS reads
// again and again for ever, whatever LDAP_OPT_NETWORK_TIMEOUT says; a layer between it and the
// socket waits in its place, up to a deadline.
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <ldap.h>

static inline long long cldap_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

// Takes its argument, a moment in milliseconds, for its own.
static inline int cldap_deadline_setup(Sockbuf_IO_Desc *layer, void *moment) {
  layer->sbiod_pvt = moment;
  return 0;
}

static inline int cldap_deadline_remove(Sockbuf_IO_Desc *layer) {
  free(layer->sbiod_pvt);
  layer->sbiod_pvt = NULL;
  return 0;
}

static inline int cldap_deadline_ctrl(Sockbuf_IO_Desc *layer, int option, void *value) {
  return LBER_SBIOD_CTRL_NEXT(layer, option, value);
}

static inline ber_slen_t cldap_deadline_read(Sockbuf_IO_Desc *layer, void *bytes, ber_len_t count) {
  ber_slen_t read = LBER_SBIOD_READ_NEXT(layer, bytes, count);
  if (read >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) return read;
  struct pollfd wait = {-1, POLLIN, 0};
  ber_sockbuf_ctrl(layer->sbiod_sb, LBER_SB_OPT_GET_FD, &wait.fd);
  for (;;) {
    long long rest = *(long long *)layer->sbiod_pvt - cldap_milliseconds();
    int ready = rest > 0 ? poll(&wait, 1, (int)rest) : 0;
    if (ready > 0) return LBER_SBIOD_READ_NEXT(layer, bytes, count);
    if (ready == 0) {
      errno = ETIMEDOUT;
      return -1;
    }
    if (errno != EINTR) return -1;
  }
}

static inline ber_slen_t cldap_deadline_write(
    Sockbuf_IO_Desc *layer, void *bytes, ber_len_t count) {
  return LBER_SBIOD_WRITE_NEXT(layer, bytes, count);
}

static Sockbuf_IO cldap_deadline = {
    cldap_deadline_setup, cldap_deadline_remove, cldap_deadline_ctrl,
    cldap_deadline_read,  cldap_deadline_write,  NULL};

static inline int cldap_add_deadline(Sockbuf *buffer, int seconds) {
  long long *moment = malloc(sizeof *moment);
  if (!moment) return -1;
  *moment = cldap_milliseconds() + seconds * 1000LL;
  return ber_sockbuf_add_io(buffer, &cldap_deadline, LBER_SBIOD_LEVEL_PROVIDER + 2, moment);
}

static inline int cldap_connected(
    LDAP *ld, Sockbuf *buffer, LDAPURLDesc *url, struct sockaddr *address, ldap_conncb *hook) {
  return cldap_add_deadline(buffer, (int)(long)hook->lc_arg);
}

static inline void cldap_disconnected(LDAP *ld, Sockbuf *buffer, ldap_conncb *hook) {
  // Without a buffer: the handle's end.
  if (!buffer) free(hook);
}

// Bounds the handshake that follows when the handle connects.
static inline void cldap_bound_handshake(LDAP *ld, int seconds) {
  ldap_conncb *hook = malloc(sizeof *hook);
  if (!hook) return;
  *hook = (ldap_conncb){cldap_connected, cldap_disconnected, (void *)(long)seconds};
  if (ldap_set_option(ld, LDAP_OPT_CONNECT_CB, hook) != LDAP_OPT_SUCCESS) free(hook);
}

// After the handshake.
static inline void cldap_end_handshake(LDAP *ld) {
  Sockbuf *buffer = NULL;
  if (ldap_get_option(ld, LDAP_OPT_SOCKBUF, &buffer) == LDAP_OPT_SUCCESS && buffer)
    ber_sockbuf_remove_io(buffer, &cldap_deadline, LBER_SBIOD_LEVEL_PROVIDER + 2);
}
#endif
