// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "socket_table.h"

#include "test.h"

static void rows_of_the_kernel_are_read(void) {
  struct socket_row row;
  struct endpoint wanted;
  CHECK(
      socket_row_parse("   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 "
                       "00000000     0        0 24571 1 0000000000000000 100 0 0 10 0\n",
                       &row));
  CHECK(row.state == 0x0A && row.inode == 24571 && row.local.port == 8080);
  CHECK(endpoint_parse("127.0.0.1", 8080, false, &wanted));
  CHECK(memcmp(&row.local.address, &wanted.address, sizeof wanted.address) == 0);
  CHECK(
      socket_row_parse("  12: 00000000000000000000000001000000:0050 "
                       "00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 "
                       "00000000  1000        0 99 1 0000000000000000 100 0 0 10 0\n",
                       &row));
  CHECK(endpoint_parse("::1", 80, true, &wanted));
  CHECK(memcmp(&row.local, &wanted, sizeof wanted) == 0 && row.inode == 99);
  CHECK(!socket_row_parse("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when",
                          &row));
  CHECK(!socket_row_parse("", &row));
  CHECK(!socket_row_parse("0: 01007F:1F90 00000000:0000 0A 0:0 0:0 0 0 0 1", &row));
}

static bool overlap(const char *one, bool oneSix, const char *other, bool otherSix) {
  struct endpoint a;
  struct endpoint b;
  return endpoint_parse(one, 80, oneSix, &a) && endpoint_parse(other, 80, otherSix, &b) &&
         endpoint_overlaps(&a, &b) && endpoint_overlaps(&b, &a);
}

static void addresses_for_all_overlap_each(void) {
  CHECK(overlap("0.0.0.0", false, "127.0.0.1", false));
  CHECK(overlap("::", true, "127.0.0.1", false));
  CHECK(overlap("::", true, "0.0.0.0", false));
  CHECK(overlap("::", true, "fe80::1%eth0", true));
  CHECK(overlap("::ffff:127.0.0.1", true, "127.0.0.1", false));
  CHECK(!overlap("0.0.0.0", false, "::1", true));
  CHECK(!overlap("127.0.0.1", false, "127.0.0.2", false));
}

static void what_is_no_address_is_told(void) {
  struct endpoint end;
  CHECK(!endpoint_parse("localhost", 80, false, &end));
  CHECK(!endpoint_parse("::", 80, false, &end));
  CHECK(!endpoint_parse("0.0.0.0", 80, true, &end));
  CHECK(!endpoint_parse("1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc", 80, true,
                        &end));
}

const struct test_case SOCKET_TABLE_CASES[] = {
    CASE(rows_of_the_kernel_are_read),
    CASE(addresses_for_all_overlap_each),
    CASE(what_is_no_address_is_told),
    {0},
};
