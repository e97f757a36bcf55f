#ifndef CLDAP_SHIM_H
#define CLDAP_SHIM_H
// ldap.h uses struct timeval without declaring it.
#include <errno.h>
#include <sys/time.h>
#include <sys/socket.h>
#include <ldap.h>
#include "handshake.h"

// What the importer cannot see: macros with casts, and arguments of type void *.

static inline int cldap_set_off(LDAP *ld, int option) {
  return ldap_set_option(ld, option, LDAP_OPT_OFF);
}

static inline int cldap_set_on(LDAP *ld, int option) {
  return ldap_set_option(ld, option, LDAP_OPT_ON);
}

static inline int cldap_set_int(LDAP *ld, int option, int value) {
  return ldap_set_option(ld, option, &value);
}

static inline int cldap_set_seconds(LDAP *ld, int option, int seconds) {
  struct timeval time = {seconds, 0};
  return ldap_set_option(ld, option, &time);
}

static inline int cldap_result_code(LDAP *ld) {
  int code = LDAP_OTHER;
  ldap_get_option(ld, LDAP_OPT_RESULT_CODE, &code);
  return code;
}

// sasl_interact_t of sasl.h.
struct cldap_question {
  unsigned long id;
  const char *challenge, *prompt, *suggestion;
  const void *answer;
  unsigned length;
};

// Answers what a SASL mechanism asks by what it suggests itself; nobody is prompted.
static inline int cldap_answer(LDAP *ld, unsigned flags, void *defaults, void *questions) {
  for (struct cldap_question *each = (struct cldap_question *)questions; each->id; each++) {
    each->answer = each->suggestion ? each->suggestion : "";
    for (each->length = 0; ((const char *)each->answer)[each->length];) each->length++;
  }
  return LDAP_SUCCESS;
}

static inline int cldap_kerberos_bind(LDAP *ld) {
  return ldap_sasl_interactive_bind_s(
      ld, NULL, "GSSAPI", NULL, NULL, LDAP_SASL_QUIET, cldap_answer, NULL);
}

// Bits of the key that the SASL mechanism encrypts with; 0 where it does not.
static inline ber_len_t cldap_sasl_strength(LDAP *ld) {
  ber_len_t bits = 0;
  ldap_get_option(ld, LDAP_OPT_X_SASL_SSF, &bits);
  return bits;
}

// Reads as much as the socket has, not one length and one body per message.
static inline void cldap_read_ahead(LDAP *ld) {
  Sockbuf *buffer = NULL;
  if (ldap_get_option(ld, LDAP_OPT_SOCKBUF, &buffer) == LDAP_OPT_SUCCESS && buffer)
    ber_sockbuf_add_io(buffer, &ber_sockbuf_io_readahead, LBER_SBIOD_LEVEL_PROVIDER + 1, NULL);
}

// Bounds one message, and the wait for the rest of a message that has begun.
static inline void cldap_bound_reads(LDAP *ld, ber_len_t bytes, int seconds) {
  Sockbuf *buffer = NULL;
  if (ldap_get_option(ld, LDAP_OPT_SOCKBUF, &buffer) == LDAP_OPT_SUCCESS && buffer)
    ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &bytes);
  int descriptor = -1;
  struct timeval time = {seconds, 0};
  if (ldap_get_option(ld, LDAP_OPT_DESC, &descriptor) == LDAP_OPT_SUCCESS && descriptor >= 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

// Waits for one answer; where there is none, cause is the system's code for it.
static inline int cldap_result(
    LDAP *ld, int message, int seconds, LDAPMessage **answer, int *cause) {
  struct timeval time = {seconds, 0};
  errno = 0;
  int kind = ldap_result(ld, message, LDAP_MSG_ONE, &time, answer);
  *cause = errno;
  return kind;
}

// The library's own log, for the whole process; level 0 is silence.
static inline void cldap_log(int level, BER_LOG_PRINT_FN print) {
  ber_set_option(NULL, LBER_OPT_LOG_PRINT_FN, (void *)print);
  ber_set_option(NULL, LBER_OPT_DEBUG_LEVEL, &level);
  ldap_set_option(NULL, LDAP_OPT_DEBUG_LEVEL, &level);
}
#endif
