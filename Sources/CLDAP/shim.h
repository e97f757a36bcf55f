#ifndef CLDAP_SHIM_H
#define CLDAP_SHIM_H
// ldap.h uses struct timeval without declaring it.
#include <sys/time.h>
#include <ldap.h>
#endif
