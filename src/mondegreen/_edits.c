/* Which of many strings are within so many edits of which others: what `mondegreen.edits` does, compiled.
 *
 * Levenshtein's distance by bits (Myers 1999; Hyyrö 2003), one string a lane of the processor's widest registers. A string
 * of n characters takes the n highest bits of its lane, one a row of the table; the bits below stay clear. `up` and `down`
 * have a bit set where the cell is one more, or one less, than the cell above it. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#if !defined(__GNUC__)
#error "needs vectors as GCC and Clang have them; without this file rapidfuzz does the work"
#endif

/* Bytes of a block of strings, which is worked on at once. */
enum { BLOCK = 256 };

/* A column of the table for a block of strings. */
typedef struct {
    uint8_t up[BLOCK], down[BLOCK];
} Column;

#define EVERY(LANE, BYTE) ((LANE)(((LANE)~(LANE)0 / 255) * BYTE))

/* Sets the lanes of `near` for the strings of a block that are within `limits` edits of the key, and says whether there
 * is any. `columns` holds the columns of the table, one a character and one before: those of the first `known` characters
 * are there already. */
typedef int Compare(const void *masks, size_t strings, const uint8_t *key, size_t length, size_t known,
                    const void *limits, Column *columns, void *near);

/* Such a function for lanes of a type, by registers of `WIDE` bytes. `FOLD` adds up the bytes of the lanes of x, each of
 * which holds a number of bits. */
#define COMPARE(NAME, PROCESSOR, WIDE, LANE, FOLD)                                                                     \
    typedef LANE NAME##_t __attribute__((vector_size(WIDE)));                                                          \
                                                                                                                       \
    PROCESSOR static int NAME(const void *masks, size_t strings, const uint8_t *key, size_t length, size_t known,      \
                              const void *limits, Column *columns, void *near) {                                       \
        NAME##_t up[BLOCK / WIDE], down[BLOCK / WIDE], found = {0};                                                    \
        memcpy(up, columns[known].up, BLOCK);                                                                          \
        memcpy(down, columns[known].down, BLOCK);                                                                      \
        for (size_t at = known; at < length; at++) {                                                                   \
            const uint8_t *same = (const uint8_t *)masks + key[at] * strings * sizeof(LANE);                           \
            for (int k = 0; k < BLOCK / WIDE; k++) {                                                                   \
                NAME##_t u = up[k], d = down[k], s;                                                                    \
                memcpy(&s, same + k * WIDE, WIDE);                                                                     \
                NAME##_t diagonal = (((s & u) + u) ^ u) | s | d; /* as the cell to the left and above */               \
                NAME##_t less = diagonal & u;                    /* less than the cell to the left */                  \
                NAME##_t not_more = (diagonal | u) ^ d;                                                                \
                less += less;                                                                                          \
                not_more += not_more;                                                                                  \
                NAME##_t either = not_more | diagonal;                                                                 \
                up[k] = less | (either ^ diagonal);                                                                    \
                down[k] = either ^ not_more;                                                                           \
            }                                                                                                          \
            memcpy(columns[at + 1].up, up, BLOCK);                                                                     \
            memcpy(columns[at + 1].down, down, BLOCK);                                                                 \
        }                                                                                                              \
        for (int k = 0; k < BLOCK / WIDE; k++) {                                                                       \
            NAME##_t bits[2] = {up[k], down[k]}, most, is_near;                                                        \
            for (int n = 0; n < 2; n++) {                                                                              \
                NAME##_t x = bits[n];                                                                                  \
                x -= (x >> 1) & EVERY(LANE, 0x55);                                                                     \
                x = (x & EVERY(LANE, 0x33)) + ((x >> 2) & EVERY(LANE, 0x33));                                          \
                x = (x + (x >> 4)) & EVERY(LANE, 0x0f);                                                                \
                FOLD;                                                                                                  \
                bits[n] = x & (LANE)0x7f;                                                                              \
            }                                                                                                          \
            memcpy(&most, (const uint8_t *)limits + k * WIDE, WIDE);                                                   \
            is_near = (NAME##_t)(bits[0] - bits[1] + (LANE)length <= most);                                            \
            memcpy((uint8_t *)near + k * WIDE, &is_near, WIDE);                                                        \
            found |= is_near;                                                                                          \
        }                                                                                                              \
        uint64_t any[WIDE / 8], all = 0;                                                                               \
        memcpy(any, &found, WIDE);                                                                                     \
        for (int k = 0; k < WIDE / 8; k++) all |= any[k];                                                              \
        return all != 0;                                                                                               \
    }

#define FOR_EACH_LANE(NAME, PROCESSOR, WIDE)                                                                           \
    COMPARE(NAME##_8, PROCESSOR, WIDE, uint8_t, )                                                                      \
    COMPARE(NAME##_16, PROCESSOR, WIDE, uint16_t, x += x >> 8)                                                         \
    COMPARE(NAME##_32, PROCESSOR, WIDE, uint32_t, x += x >> 8; x += x >> 16)                                           \
    COMPARE(NAME##_64, PROCESSOR, WIDE, uint64_t, x += x >> 8; x += x >> 16; x += x >> 32)                             \
    static Compare *const NAME[] = {NAME##_8, NAME##_16, NAME##_32, NAME##_64};

FOR_EACH_LANE(any_processor, , 16)
#if defined(__x86_64__)
FOR_EACH_LANE(avx2, __attribute__((target("avx2"))), 32)
FOR_EACH_LANE(avx512, __attribute__((target("avx512bw"))), 64)
#endif

/* The functions for the processor at hand, by the size of lanes. */
static Compare *const *usable(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bw")) return avx512;
    if (__builtin_cpu_supports("avx2")) return avx2;
#endif
    return any_processor;
}

typedef struct {
    int32_t *keys, *strings;
    size_t size, room;
} Pairs;

static int make_room(Pairs *pairs, size_t more) {
    if (pairs->room - pairs->size >= more) return 1;
    size_t room = 2 * pairs->room + more;
    int32_t *keys = PyMem_RawRealloc(pairs->keys, room * sizeof(int32_t));
    if (keys != NULL) pairs->keys = keys;
    int32_t *strings = PyMem_RawRealloc(pairs->strings, room * sizeof(int32_t));
    if (strings != NULL) pairs->strings = strings;
    if (keys == NULL || strings == NULL) return 0;
    pairs->room = room;
    return 1;
}

/* `masks` has a row of lanes for each ASCII character: where in each string it stands; `whole` has the bits that each
 * string takes. Of the `limits`, too, a row is for keys of a length. Each has a lane, `bytes` wide, for each of `strings`
 * strings, a multiple of those in a block. `reach` has the first of the strings that keys of a length are compared with,
 * and the one behind the last. The keys stand end to end in `text`; their lengths are bytes, since a distance has to fit
 * the narrowest lane. */
typedef struct {
    size_t bytes, strings, keys, lengths;
    const uint8_t *masks, *whole, *limits, *text, *length;
    const int32_t *reach;
    Compare *compare;
} Task;

static size_t in_common(const uint8_t *one, size_t length, const uint8_t *other, size_t most) {
    size_t n = 0;
    while (n < length && n < most && one[n] == other[n]) n++;
    return n;
}

/* Compares the block of strings that begins with number `block`; 0 if there is no memory for the pairs that are near.
 * There is room for as many `columns` as there are lengths of keys, and for one. */
static int compare_block(const Task *task, size_t block, Column *columns, Pairs *pairs) {
    uint64_t near[BLOCK / 8];
    const uint8_t *lanes = (const uint8_t *)near;
    size_t members = BLOCK / task->bytes, row = task->strings * task->bytes, offset = block * task->bytes;
    memcpy(columns[0].up, task->whole + offset, BLOCK);
    memset(columns[0].down, 0, BLOCK);
    const uint8_t *key = task->text, *before = NULL;
    size_t before_length = 0;
    for (size_t k = 0; k < task->keys; key += task->length[k++]) {
        size_t length = task->length[k];
        size_t first = (size_t)task->reach[2 * length], end = (size_t)task->reach[2 * length + 1];
        if (end <= block || first >= block + members) continue;
        size_t known = before == NULL ? 0 : in_common(before, before_length, key, length);
        before = key;
        before_length = length;
        if (!task->compare(task->masks + offset, task->strings, key, length, known,
                           task->limits + length * row + offset, columns, near))
            continue;
        if (!make_room(pairs, members)) return 0;
        size_t from = first > block ? first - block : 0, to = end - block < members ? end - block : members;
        for (size_t n = from; n < to; n++) {
            pairs->keys[pairs->size] = (int32_t)k;
            pairs->strings[pairs->size] = (int32_t)(block + n);
            pairs->size += lanes[n * task->bytes] & 1;
        }
    }
    return 1;
}

/* What is wrong with a task; NULL if nothing is. */
static const char *fault(const Task *task, const Py_buffer *masks, const Py_buffer *limits, const Py_buffer *text,
                         const Py_buffer *reach) {
    size_t row = task->strings * task->bytes, characters = 0;
    if (task->bytes != 1 && task->bytes != 2 && task->bytes != 4 && task->bytes != 8)
        return "lanes that are not of 8, 16, 32 or 64 bits";
    if (row == 0 || row % BLOCK != 0 || (size_t)masks->len != 128 * row) return "strings that fill no blocks";
    if ((size_t)limits->len != task->lengths * row || (size_t)reach->len != task->lengths * 2 * sizeof(int32_t))
        return "limits that are not for each length and string";
    if (task->strings > INT32_MAX || task->keys > INT32_MAX) return "too many strings or keys";
    for (size_t k = 0; k < task->keys; k++) {
        if (task->length[k] >= task->lengths) return "a key of a length that has no limits";
        characters += task->length[k];
    }
    if (characters != (size_t)text->len) return "keys that are not the text";
    for (size_t k = 0; k < characters; k++)
        if (task->text[k] >= 128) return "a character that is not ASCII";
    for (size_t k = 0; k < task->lengths; k++)
        if (task->reach[2 * k] < 0 || task->reach[2 * k + 1] < 0 || (size_t)task->reach[2 * k + 1] > task->strings)
            return "strings that there are not";
    return NULL;
}

static PyObject *near(PyObject *Py_UNUSED(self), PyObject *args) {
    Py_buffer masks, whole, limits, reach, text, length;
    if (!PyArg_ParseTuple(args, "y*y*y*y*y*y*", &masks, &whole, &limits, &reach, &text, &length)) return NULL;
    PyObject *result = NULL;
    Pairs pairs = {NULL, NULL, 0, 0};
    Task task = {
        .bytes = (size_t)whole.itemsize,
        .strings = (size_t)(whole.len / whole.itemsize),
        .keys = (size_t)length.len,
        .lengths = (size_t)reach.len / (2 * sizeof(int32_t)),
        .masks = masks.buf,
        .whole = whole.buf,
        .limits = limits.buf,
        .text = text.buf,
        .length = length.buf,
        .reach = reach.buf,
    };
    const char *wrong = fault(&task, &masks, &limits, &text, &reach);
    if (wrong != NULL) {
        PyErr_SetString(PyExc_ValueError, wrong);
    } else {
        int size_of_lanes = 0;
        while ((size_t)1 << size_of_lanes < task.bytes) size_of_lanes++;
        task.compare = usable()[size_of_lanes];
        Column *columns = PyMem_RawMalloc((task.lengths + 1) * sizeof(Column));
        int done = columns != NULL;
        Py_BEGIN_ALLOW_THREADS
        for (size_t block = 0; done && block < task.strings; block += BLOCK / task.bytes)
            done = compare_block(&task, block, columns, &pairs);
        Py_END_ALLOW_THREADS
        PyMem_RawFree(columns);
        Py_ssize_t size = (Py_ssize_t)(pairs.size * sizeof(int32_t));
        if (!done)
            PyErr_NoMemory();
        else
            result = Py_BuildValue("y#y#", size ? (char *)pairs.keys : "", size, size ? (char *)pairs.strings : "", size);
    }
    PyMem_RawFree(pairs.keys);
    PyMem_RawFree(pairs.strings);
    Py_buffer *all[] = {&masks, &whole, &limits, &reach, &text, &length};
    for (size_t k = 0; k < sizeof(all) / sizeof(all[0]); k++) PyBuffer_Release(all[k]);
    return result;
}

static PyMethodDef methods[] = {
    {"near", near, METH_VARARGS, "See `mondegreen/_edits.pyi`."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_edits",
    .m_size = 0,
    .m_methods = methods,
};

PyMODINIT_FUNC PyInit__edits(void) {
    return PyModule_Create(&definition);
}
