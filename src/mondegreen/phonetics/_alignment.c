/* The scores of many alignments: what `alignment_by_rows` does, compiled, one pair after another.
 *
 * A cell of the table holds its score less what the sounds heard so far score as added ones. So a cell that is reached by
 * an added sound is as high as the one to its left, and a row is a running maximum. Sums are exact (see `costs.STEP`). */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>

/* Strings laid end to end, as `PhoneStrings` has them; `ends` may be NULL. */
typedef struct {
    Py_ssize_t strings, size;
    const Py_ssize_t *phones, *starts, *lengths;
    const uint8_t *ends;
} Strings;

/* By phone: what it scores dropped, added and heard as itself; by two: what hearing the second for the first scores more
 * than adding the second. */
typedef struct {
    Py_ssize_t phones;
    const float *gain, *dropped, *added, *own;
} Tables;

/* What a cell knows of the best way to it: its score, that where the last word ended, and the worst share of a word. */
typedef struct {
    float level, word, worst;
} Cell;

static float best(const Py_ssize_t *said, Py_ssize_t length, const Py_ssize_t *heard, Py_ssize_t columns,
                  const Tables *tables, float *level) {
    float all = 0;
    for (Py_ssize_t y = 0; y <= columns; y++) level[y] = 0;
    for (Py_ssize_t y = 0; y < columns; y++) all += tables->added[heard[y]];
    for (Py_ssize_t x = 0; x < length; x++) {
        const float *gain = tables->gain + said[x] * tables->phones;
        float dropped = tables->dropped[said[x]], before = level[0], high = level[0] + dropped;
        level[0] = high;
        for (Py_ssize_t y = 1; y <= columns; y++) {
            float pair = before + gain[heard[y - 1]], drop = level[y] + dropped;
            before = level[y];
            float base = pair > drop ? pair : drop;
            high = high > base ? high : base;
            level[y] = high;
        }
    }
    return level[columns] + all;
}

/* As `best`, and sets `worst`: the lowest share of a word of what it would score against itself. */
static float best_and_worst(const Py_ssize_t *said, const uint8_t *ends, Py_ssize_t length, const Py_ssize_t *heard,
                            Py_ssize_t columns, const Tables *tables, Cell *row, float *worst) {
    float full = 0, all = 0;
    for (Py_ssize_t y = 0; y <= columns; y++) row[y] = (Cell){0, 0, INFINITY};
    for (Py_ssize_t x = 0; x < length; x++) {
        const float *gain = tables->gain + said[x] * tables->phones;
        float dropped = tables->dropped[said[x]];
        full += tables->own[said[x]];
        Cell before = row[0];
        row[0].level += dropped;
        for (Py_ssize_t y = 1; y <= columns; y++) {
            Cell here = row[y], pair = before;
            before = here;
            here.level += dropped;
            pair.level += gain[heard[y - 1]];
            if (pair.level >= here.level) here = pair;
            row[y] = here.level >= row[y - 1].level ? here : row[y - 1];
        }
        if (!ends[x]) continue;
        float added = 0;
        for (Py_ssize_t y = 0; y <= columns; y++) {
            float score = row[y].level + added, share = (score - row[y].word) / full;
            if (share < row[y].worst) row[y].worst = share;
            row[y].word = score;
            if (y < columns) added += tables->added[heard[y]];
        }
        full = 0;
    }
    for (Py_ssize_t y = 0; y < columns; y++) all += tables->added[heard[y]];
    *worst = isinf(row[columns].worst) ? 0 : row[columns].worst;
    return row[columns].level + all;
}

/* What is wrong with strings; NULL if nothing is. */
static const char *fault(const Strings *strings, Py_ssize_t phones) {
    for (Py_ssize_t k = 0; k < strings->size; k++)
        if (strings->phones[k] < 0 || strings->phones[k] >= phones) return "a number that is no phone's";
    for (Py_ssize_t k = 0; k < strings->strings; k++)
        if (strings->starts[k] < 0 || strings->lengths[k] < 0 || strings->starts[k] > strings->size ||
            strings->lengths[k] > strings->size - strings->starts[k])
            return "a string beyond the end";
    return NULL;
}

static int score_all(const Strings *left, const Strings *right, const Tables *tables, const Py_ssize_t *said,
                     const Py_ssize_t *heard, const uint8_t *several, Py_ssize_t pairs, float *raw, float *worst) {
    Py_ssize_t longest = 0;
    for (Py_ssize_t k = 0; k < right->strings; k++)
        if (right->lengths[k] > longest) longest = right->lengths[k];
    Cell *row = PyMem_RawMalloc((size_t)(longest + 1) * sizeof(Cell));
    if (row == NULL) return 0;
    for (Py_ssize_t k = 0; k < pairs; k++) {
        const Py_ssize_t *one = left->phones + left->starts[said[k]], *other = right->phones + right->starts[heard[k]];
        Py_ssize_t rows = left->lengths[said[k]], columns = right->lengths[heard[k]];
        if (several[k] && left->ends != NULL)
            raw[k] = best_and_worst(one, left->ends + left->starts[said[k]], rows, other, columns, tables, row, worst + k);
        else
            raw[k] = best(one, rows, other, columns, tables, (float *)row);
    }
    PyMem_RawFree(row);
    return 1;
}

static const char *fault_of_pairs(const Py_ssize_t *numbers, Py_ssize_t pairs, Py_ssize_t strings) {
    for (Py_ssize_t k = 0; k < pairs; k++)
        if (numbers[k] < 0 || numbers[k] >= strings) return "a pair with a string that there is not";
    return NULL;
}

static Py_ssize_t numbers(const Py_buffer *buffer) {
    return buffer->len / (Py_ssize_t)sizeof(Py_ssize_t);
}

static PyObject *scores(PyObject *Py_UNUSED(self), PyObject *args) {
    enum { PHONES, STARTS, LENGTHS, ENDS, PHONES_2, STARTS_2, LENGTHS_2, SAID, HEARD, SEVERAL, GAIN, DROPPED, ADDED, OWN, RAW, WORST };
    Py_buffer b[WORST + 1];
    if (!PyArg_ParseTuple(args, "y*y*y*y*y*y*y*y*y*y*y*y*y*y*w*w*", &b[0], &b[1], &b[2], &b[3], &b[4], &b[5], &b[6], &b[7],
                          &b[8], &b[9], &b[10], &b[11], &b[12], &b[13], &b[14],
                          &b[15]))
        return NULL;
    Strings left = {numbers(&b[LENGTHS]), numbers(&b[PHONES]), b[PHONES].buf, b[STARTS].buf, b[LENGTHS].buf,
                    b[ENDS].len ? b[ENDS].buf : NULL};
    Strings right = {numbers(&b[LENGTHS_2]), numbers(&b[PHONES_2]), b[PHONES_2].buf, b[STARTS_2].buf, b[LENGTHS_2].buf, NULL};
    Tables tables = {b[DROPPED].len / (Py_ssize_t)sizeof(float), b[GAIN].buf, b[DROPPED].buf, b[ADDED].buf, b[OWN].buf};
    Py_ssize_t pairs = numbers(&b[SAID]), size = tables.phones * (Py_ssize_t)sizeof(float);
    const char *wrong = NULL;
    if (b[STARTS].len != b[LENGTHS].len || b[STARTS_2].len != b[LENGTHS_2].len || numbers(&b[HEARD]) != pairs ||
        b[SEVERAL].len != pairs ||
        (left.ends != NULL && b[ENDS].len != left.size) || b[ADDED].len != size || b[OWN].len != size ||
        b[GAIN].len != size * tables.phones || b[RAW].len != pairs * (Py_ssize_t)sizeof(float) || b[WORST].len != b[RAW].len)
        wrong = "arrays of unlike sizes";
    if (wrong == NULL) wrong = fault(&left, tables.phones);
    if (wrong == NULL) wrong = fault(&right, tables.phones);
    if (wrong == NULL) wrong = fault_of_pairs(b[SAID].buf, pairs, left.strings);
    if (wrong == NULL) wrong = fault_of_pairs(b[HEARD].buf, pairs, right.strings);
    int done = 0;
    if (wrong != NULL) {
        PyErr_SetString(PyExc_ValueError, wrong);
    } else {
        Py_BEGIN_ALLOW_THREADS
        done = score_all(&left, &right, &tables, b[SAID].buf, b[HEARD].buf, b[SEVERAL].buf, pairs, b[RAW].buf, b[WORST].buf);
        Py_END_ALLOW_THREADS
        if (!done) PyErr_NoMemory();
    }
    for (int k = 0; k <= WORST; k++) PyBuffer_Release(&b[k]);
    if (!done) return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"scores", scores, METH_VARARGS, "See `_alignment.pyi`."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_alignment",
    .m_size = 0,
    .m_methods = methods,
};

PyMODINIT_FUNC PyInit__alignment(void) {
    return PyModule_Create(&definition);
}
