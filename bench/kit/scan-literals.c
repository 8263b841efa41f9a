/* Scans posts for literals alone with Hyperscan: the floor under any matcher. Prints posts per second of processor time. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static unsigned long long hits;

static int found(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *context) {
  (void)id, (void)from, (void)to, (void)flags, (void)context;
  hits += 1;
  return 0;
}

/* The lines of a file: their starts and lengths; answers how many. */
static size_t lines_of(const char *name, char ***starts, size_t **lengths) {
  FILE *file = fopen(name, "rb");
  if (!file) exit(2);
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file), count = 0, room = 1024;
  rewind(file);
  char *text = malloc(size + 1);
  if (fread(text, 1, size, file) != size) exit(2);
  text[size] = '\n';
  *starts = malloc(room * sizeof **starts);
  *lengths = malloc(room * sizeof **lengths);
  for (char *at = text; at < text + size;) {
    char *end = memchr(at, '\n', (size_t)(text + size + 1 - at));
    if (count == room) {
      room *= 2;
      *starts = realloc(*starts, room * sizeof **starts);
      *lengths = realloc(*lengths, room * sizeof **lengths);
    }
    (*starts)[count] = at;
    (*lengths)[count++] = (size_t)(end - at);
    *end = 0;
    at = end + 1;
  }
  fclose(file);
  return count;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  char **literals, **posts;
  size_t *literal_lengths, *post_lengths;
  size_t literal_count = lines_of(argv[1], &literals, &literal_lengths);
  size_t post_count = lines_of(argv[2], &posts, &post_lengths);
  unsigned *flags = calloc(literal_count, sizeof *flags), *ids = malloc(literal_count * sizeof *ids);
  for (size_t n = 0; n < literal_count; n += 1) ids[n] = (unsigned)n;
  hs_database_t *database = NULL;
  hs_compile_error_t *problem = NULL;
  if (hs_compile_lit_multi((const char *const *)literals, flags, ids, literal_lengths, (unsigned)literal_count,
                           HS_MODE_BLOCK, NULL, &database, &problem) != HS_SUCCESS) {
    fprintf(stderr, "%s\n", problem->message);
    return 1;
  }
  hs_scratch_t *scratch = NULL;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 1;
  double best = 0;
  for (int round = 0; round < 4; round += 1) {
    hits = 0;
    clock_t start = clock();
    for (size_t n = 0; n < post_count; n += 1)
      hs_scan(database, posts[n], (unsigned)post_lengths[n], 0, scratch, found, NULL);
    double rate = (double)post_count * CLOCKS_PER_SEC / (double)(clock() - start);
    if (round > 0 && rate > best) best = rate;
  }
  printf("%.0f %.3f\n", best, (double)hits / (double)post_count);
  return 0;
}
