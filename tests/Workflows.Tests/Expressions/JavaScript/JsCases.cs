namespace JourneyOrchestrator.Workflows.Tests.Expressions.JavaScript;

/// <summary>Scripts with what they give: JSON, or <c>error</c>. All of them are run by Node as well, where it is there.</summary>
internal static class JsCases
{
    public const string Error = "error";

    public static readonly (string Script, string Expected)[] All =
    [
        // literals
        ("42", "42"), ("1.5", "1.5"), (".5", "0.5"), ("5.", "5"), ("2e3", "2000"), ("1E-7", "1e-7"), ("0xff", "255"), ("0b101", "5"), ("0o17", "15"), ("1_000", "1000"), ("1.25.toFixed(1)", "\"1.3\""), ("5..toString()", "\"5\""),
        ("0xFFFFFFFFFFFFFFFFFF", "4.722366482869645e21"), ("9007199254740993", "9007199254740992"), ("true", "true"), ("null", "null"), ("undefined", "null"),
        ("'it\\'s'", "\"it's\""), ("\"a\\tb\\u0041\\x42\\u{1F600}\\0\"", "\"a\\tbAB😀\\u0000\""), ("'a\\\nb'", "\"ab\""), ("'\\q'", "\"q\""), ("`a\nb`", "\"a\\nb\""),
        // forms
        ("return 1", "1"), ("return variables.n;", "3"), ("  1 ;; ", "1"), ("// first\n1 /* one */ + 2 // end", "3"), ("(((1)))", "1"), ("1\n+ 2", "3"), ("return { a: 1 }", """{"a":1}"""),
        // numbers
        ("7 / 2", "3.5"), ("6 / 2", "3"), ("-7 % 3", "-1"), ("7.5 % 2", "1.5"), ("2 ** 10", "1024"), ("2 ** 3 ** 2", "512"), ("(-2) ** 2", "4"), ("2 ** -1", "0.5"), ("0.1 + 0.2", "0.30000000000000004"),
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("1 - -1", "2"), ("- - 1", "1"), ("+'3' + +true", "4"), ("'6' * '7'", "42"), ("'10' - 1", "9"), ("null + 1", "1"), ("true + true", "2"), ("[] * 2", "0"), ("[3] * 2", "6"),
        ("1 / 0", Error), ("0 / 0", Error), ("'a' * 2", Error), ("undefined + 1", Error), ("1e308 * 10", Error), ("-0", "0"), ("1 / -0 < 0", "true"), ("variables.big + 2", "9007199254740992"),
        ("5 & 3", "1"), ("5 | 3", "7"), ("5 ^ 3", "6"), ("~5", "-6"), ("1 << 33", "2"), ("-9 >> 1", "-5"), ("-1 >>> 0", "4294967295"), ("4294967296.9 | 0", "0"), ("1e20 | 0", "1661992960"), ("'7' & 3", "3"),
        // texts
        ("'a' + 1", "\"a1\""), ("1 + 'a'", "\"1a\""), ("1 + 2 + 'a'", "\"3a\""), ("'a' + 1 + 2", "\"a12\""), ("'' + 1.0", "\"1\""), ("'' + 1e21", "\"1e+21\""), ("'' + 123456789012345680000", "\"123456789012345680000\""),
        ("'' + 1e-7", "\"1e-7\""), ("'' + 0.000001", "\"0.000001\""), ("'' + 1.5e300", "\"1.5e+300\""), ("'' + -1.25e-9", "\"-1.25e-9\""), ("'' + 5e-324", "\"5e-324\""), ("'' + 100", "\"100\""), ("'' + 0.1", "\"0.1\""),
        ("'' + 4611686018427387904", "\"4611686018427388000\""), ("'' + (0 / 0)", "\"NaN\""), ("'' + -1 / 0", "\"-Infinity\""), ("`${-1 / 0}`", "\"-Infinity\""), ("'' + -0", "\"0\""), ("'' + null + undefined + true", "\"nullundefinedtrue\""),
        ("'' + [1, [2, null], 'x']", "\"1,2,,x\""), ("'' + []", "\"\""), ("'' + ({})", "\"[object Object]\""), ("[] + {}", "\"[object Object]\""), ("[1] + [2]", "\"12\""),
        ("`n is ${variables.n}`", "\"n is 3\""), ("`${1}${'a'}${`${2}`}`", "\"1a2\""), ("`$5 {x} \\${1}`", "\"$5 {x} ${1}\""), ("`${{ a: 1 }.a}`", "\"1\""), ("`a` + `b`", "\"ab\""),
        // comparison
        ("1 < 2", "true"), ("'a' < 'b'", "true"), ("'10' < '9'", "true"), ("'10' < 9", "false"), ("null >= 0", "true"), ("undefined >= 0", "false"), ("NaN <= NaN", "false"), ("'a' < 1", "false"), ("[2] > 1", "true"), ("'Z' < 'a'", "true"), ("'' < 'a'", "true"),
        ("1 == '1'", "true"), ("1 === '1'", "false"), ("null == undefined", "true"), ("null === undefined", "false"), ("null == 0", "false"), ("'' == 0", "true"), ("'0' == false", "true"), ("'true' == true", "false"), ("NaN == NaN", "false"), ("NaN !== NaN", "true"),
        ("[1] == 1", "true"), ("[1, 2] == '1,2'", "true"), ("({}) == '[object Object]'", "true"), ("[] == false", "true"), ("[1] === 1", "false"), ("null === variables.list", "false"), ("1 != 2", "true"), ("0 === -0", "true"), ("'a' !== 'a'", "false"), ("'1' == '1.0'", "false"),
        // truth
        ("0 || 'x'", "\"x\""), ("1 && 'x'", "\"x\""), ("'' && 1", "\"\""), ("0 ?? 1", "0"), ("null ?? 1", "1"), ("undefined ?? null ?? 2", "2"), ("!0", "true"), ("!!'0'", "true"), ("![]", "false"), ("!NaN", "true"), ("'' ? 1 : 2", "2"), ("[] ? 1 : 2", "1"), ("1 ? 2 : 3 ? 4 : 5", "2"),
        ("0 ? 1 : 0 ? 2 : 3", "3"), ("true ? false ? 1 : 2 : 3", "2"), ("1 || variables.nothing.x", "1"), ("0 || variables.nothing.x", Error), ("false && 1 || 2", "2"), ("(null || 1) ?? 2", "1"), ("1 < 2 === true", "true"), ("!variables.no && variables.yes", "true"), ("0?.5:1", "1"),
        // typeof
        ("typeof 1", "\"number\""), ("typeof 'a'", "\"string\""), ("typeof null", "\"object\""), ("typeof undefined", "\"undefined\""), ("typeof [] + typeof {}", "\"objectobject\""), ("typeof variables.yes", "\"boolean\""), ("typeof variables.missing === 'undefined'", "true"),
        // Elsa
        ("variables.n + 1", "4"), ("variables['my var']", "1"), ("variables[`n`]", "3"), ("variables?.n", "3"), ("getVariable('n')", "3"), ("getVariable(\"name\").length", "3"), ("getVariable('missing') === null", "true"), ("getInput('count') * 2", "4"),
        ("getN() + getOrderTotal()", "15.5"), ("getMyVar()", "1"), ("getMessage()", "\"hi\""), ("getCount()", "2"), ("`Child received: ${getMessage()}`", "\"Child received: hi\""), ("getCorrelationId()", "\"c1\""), ("getWorkflowInstanceId()", "\"case-1\""),
        ("getWorkflowDefinitionId() + getWorkflowDefinitionVersion()", "\"rail-trip4\""), ("getWorkflowInstanceName().toUpperCase()", "\"TRIP\""), ("isNullOrEmpty(variables.empty)", "true"), ("isNullOrEmpty('a')", "false"), ("isNullOrWhiteSpace(' \\t')", "true"), ("isNullOrWhiteSpace(null)", "true"),
        // members
        ("variables.trip.booking", "\"X1\""), ("variables.trip.legs[0].delay", "7"), ("variables.trip.legs.length", "2"), ("variables.trip['booking']", "\"X1\""), ("variables.trip.nothing", "null"), ("variables.trip.nothing.more", Error), ("variables.trip.nothing?.more.and.more", "null"),
        ("variables.trip.seat?.row", "null"), ("variables.trip.seat.row", Error), ("(variables.trip.seat?.row).x", Error), ("variables.missing?.[0]?.x ?? 'any'", "\"any\""), ("variables.trip?.legs?.[1]?.train", "\"RE 5\""), ("variables.nothing?.trim()", "null"), ("variables.nothing.trim()", Error),
        ("variables.list[1]", "2"), ("variables.list['1']", "2"), ("variables.list[3]", "null"), ("variables.list[-1]", "null"), ("variables.list['01']", "null"), ("variables.list[0.5]", "null"), ("variables.list['length']", "3"), ("'abc'[1]", "\"b\""), ("'abc'[9]", "null"), ("'abc'.nothing", "null"),
        ("variables.list[variables.n - 1]", "3"), ("({ a: 1, 'b c': 2, 3: 4, ['d' + 1]: 5 })", """{"3":4,"a":1,"b c":2,"d1":5}"""), ("({ a: 1, a: 2 }).a", "2"), ("({ a: [1, { b: null }], })", """{"a":[1,{"b":null}]}"""), ("({ if: 1 }).if", "1"), ("({}).x", "null"), ("(5).x", "null"), ("true.x", "null"),
        ("[1, 'a', null, undefined, [true,],]", """[1,"a",null,null,[true]]"""), ("[]", "[]"), ("[[1]][0][0]", "1"), ("[undefined][0] === undefined", "true"), ("({ a: undefined }).a === undefined", "true"), ("[0 / 0]", Error), ("[0 / 0].length", "1"),
        // methods of texts
        ("'aß'.toUpperCase()", "\"ASS\""), ("'ÄÉ'.toLowerCase()", "\"äé\""), ("'ΑΣ Σ'.toLowerCase()", "\"ας σ\""), ("'İ'.toLowerCase().length", "2"), ("'\\ufeff a\\u00a0\\n'.trim()", "\"a\""), ("'\\u0085a'.trim().length", "2"), ("' a '.trimStart() + '|'", "\"a |\""), ("' a '.trimEnd()", "\" a\""),
        ("'abc'.includes('b')", "true"), ("'abc'.includes('a', 1)", "false"), ("'abc'.includes('')", "true"), ("'abc'.startsWith('b', 1)", "true"), ("'abc'.startsWith('abcd')", "false"), ("'abc'.endsWith('b', 2)", "true"), ("'abc'.endsWith('c')", "true"), ("'a5'.includes(5)", "true"),
        ("'abcb'.indexOf('b')", "1"), ("'abcb'.indexOf('b', 2)", "3"), ("'abcb'.indexOf('')", "0"), ("'abcb'.indexOf('', 99)", "4"), ("'abcb'.lastIndexOf('b')", "3"), ("'abc'.lastIndexOf('')", "3"), ("'abc'.indexOf('x')", "-1"),
        ("'abcdef'.slice(1, 3)", "\"bc\""), ("'abcdef'.slice(-2)", "\"ef\""), ("'abcdef'.slice(2, -1)", "\"cde\""), ("'abcdef'.slice(4, 2)", "\"\""), ("'abcdef'.slice(1 / 0)", "\"\""), ("'abcdef'.slice('2')", "\"cdef\""), ("'abcdef'.substring(4, 2)", "\"cd\""), ("'abcdef'.substring(-3, 2)", "\"ab\""), ("'abcdef'.substring(0 / 0, 2)", "\"ab\""),
        ("'a,b,,c'.split(',')", """["a","b","","c"]"""), ("'abc'.split('')", """["a","b","c"]"""), ("'abc'.split()", """["abc"]"""), ("''.split(',')", """[""]"""), ("''.split('')", "[]"), ("'a,b,c'.split(',', 2)", """["a","b"]"""), ("'a,b'.split(',', 0)", "[]"), ("'a,b'.split(',', -1)", """["a","b"]"""), ("'anullb'.split(null)", """["a","b"]"""),
        ("'aXbX'.replace('X', '-')", "\"a-bX\""), ("'aXbX'.replaceAll('X', '-')", "\"a-b-\""), ("'abc'.replace('b', '[$&$$$`$\\'$1]')", "\"a[b$ac$1]c\""), ("'ab'.replaceAll('', '-')", "\"-a-b-\""), ("'ab'.replace('', '-')", "\"-ab\""), ("'abc'.replace('x', 'y')", "\"abc\""), ("'aaa'.replaceAll('aa', 'b')", "\"ba\""),
        ("'7'.padStart(3, '0')", "\"007\""), ("'7'.padStart(3)", "\"  7\""), ("'abc'.padEnd(8, '12')", "\"abc12121\""), ("'abc'.padEnd(2)", "\"abc\""), ("'abc'.padStart(5, '')", "\"abc\""), ("'ab'.repeat(3)", "\"ababab\""), ("'ab'.repeat(0)", "\"\""), ("'ab'.repeat(-1)", Error), ("'ab'.repeat(1 / 0)", Error), ("'ab'.repeat(2.9)", "\"abab\""),
        ("'abc'.at(-1)", "\"c\""), ("'abc'.at(5)", "null"), ("'abc'.charAt(1) + 'abc'.charAt(9)", "\"b\""), ("'abc'.charCodeAt(0)", "97"), ("'a'.concat(1, null)", "\"a1null\""), ("'a'.toString()", "\"a\""), ("variables.emoji.length", "3"), ("variables.umlaut.toUpperCase()", "\"STRASSE\""), ("variables.name.length.toString()", "\"3\""),
        // methods of lists, numbers and others
        ("variables.list.includes(2)", "true"), ("variables.list.includes('2')", "false"), ("[0 / 0].includes(NaN)", "true"), ("[0 / 0].indexOf(NaN)", "-1"), ("variables.list.indexOf(3)", "2"), ("variables.list.includes(1, 1)", "false"), ("variables.list.includes(3, -1)", "true"), ("variables.mixed.includes(null)", "true"),
        ("variables.names.join()", "\"b,a\""), ("variables.names.join(' and ')", "\"b and a\""), ("variables.mixed.join('-')", "\"1-1--true-2,3\""), ("[].join()", "\"\""), ("variables.list.slice(1)", "[2,3]"), ("variables.list.slice(-2, -1)", "[2]"), ("variables.list.slice(2, 1)", "[]"), ("variables.list.at(-1)", "3"), ("variables.list.at(3)", "null"),
        ("variables.list.concat(4, [5, [6]])", "[1,2,3,4,5,[6]]"), ("variables.list.toString()", "\"1,2,3\""), ("variables.none.length === 0", "true"), ("(1.005).toFixed(2)", "\"1.00\""), ("(2.5).toFixed(0)", "\"3\""), ("(-2.5).toFixed()", "\"-3\""), ("(1e21).toFixed(2)", "\"1e+21\""), ("(0.000001).toFixed(7)", "\"0.0000010\""),
        ("(1.45).toFixed(1)", "\"1.4\""), ("(10.235).toFixed(2)", "\"10.23\""), ("variables.half.toFixed(2)", "\"0.50\""), ("(-0.0000001).toFixed(2)", "\"-0.00\""), ("(123.456).toFixed(101)", Error), ("(0 / 0).toFixed(2)", "\"NaN\""), ("(255).toString()", "\"255\""), ("true.toString()", "\"true\""), ("({}).toString()", "\"[object Object]\""),
        ("(5).trim()", Error), ("'a'.join(',')", Error), ("variables.list.trim()", Error), ("variables.trip.toFixed(1)", Error),
        // functions
        ("Number('12px')", Error), ("Number.isNaN(Number('12px'))", "true"), ("Number('')", "0"), ("Number(' 12 ')", "12"), ("Number('0x1F')", "31"), ("Number('1e3')", "1000"), ("Number('+.5')", "0.5"), ("Number('-Infinity') < 0", "true"), ("isNaN(Number('1_000'))", "true"), ("isNaN(Number('infinity'))", "true"), ("Number(null)", "0"), ("Number([5])", "5"), ("isNaN(Number({}))", "true"), ("isNaN(Number('-0x1'))", "true"),
        ("String(1.50)", "\"1.5\""), ("String(null)", "\"null\""), ("Boolean('false')", "true"), ("Boolean(0)", "false"), ("parseInt('12px')", "12"), ("parseInt('0x1f')", "31"), ("parseInt('101', 2)", "5"), ("parseInt('-7.9')", "-7"), ("parseInt('z', 36)", "35"), ("isNaN(parseInt('x'))", "true"), ("isNaN(parseInt('1', 1))", "true"), ("parseInt('0x1f', 10)", "0"), ("parseInt('08')", "8"),
        ("parseFloat('3.14abc')", "3.14"), ("parseFloat('.5.5')", "0.5"), ("parseFloat('1e')", "1"), ("parseFloat(' -2e2x')", "-200"), ("isNaN(parseFloat('abc'))", "true"), ("isFinite('5')", "true"), ("isFinite(1 / 0)", "false"), ("Number.isInteger(5.0)", "true"), ("Number.isInteger('5')", "false"), ("Number.isSafeInteger(2 ** 53)", "false"), ("Number.isFinite('5')", "false"), ("Array.isArray([])", "true"), ("Array.isArray('a')", "false"),
        ("Math.round(2.5)", "3"), ("Math.round(-2.5)", "-2"), ("Math.round(0.49999999999999994)", "0"), ("1 / Math.round(-0.2) < 0", "true"), ("Math.floor(-1.5)", "-2"), ("Math.ceil(1.2)", "2"), ("Math.trunc(-1.9)", "-1"), ("Math.abs('-3')", "3"), ("Math.sign(-3)", "-1"), ("Math.sqrt(2)", "1.4142135623730951"), ("Math.pow(2, 8)", "256"), ("Math.max(1, '5', 3)", "5"), ("Math.min(4, 2)", "2"),
        ("isNaN(Math.max(1, NaN))", "true"), ("isNaN(Math.pow(1, 1 / 0))", "true"), ("Math.max()", Error), ("Math.PI", "3.141592653589793"), ("Math.E + Math.LN2 + Math.LN10 + Math.LOG2E + Math.LOG10E + Math.SQRT2 + Math.SQRT1_2", "9.712323968364895"), ("Number.MAX_SAFE_INTEGER", "9007199254740991"), ("Number.EPSILON", "2.220446049250313e-16"), ("Math.fround(5.5)", "5.5"),
        ("JSON.stringify([1, 'a\"\\n\\u2028', null, undefined, true, 0 / 0, { a: undefined, b: 2 }])", "\"[1,\\\"a\\\\\\\"\\\\n\\u2028\\\",null,null,true,null,{\\\"b\\\":2}]\""), ("JSON.stringify(undefined)", "null"), ("JSON.stringify('\\ud800')", "\"\\\"\\\\ud800\\\"\""), ("JSON.stringify(1e21)", "\"1e+21\""),
        ("'😀'.slice(0, 1)", "\"\\ufffd\""), ("'😀'.split('').join('') === '😀'", "true"), ("'😀'[0] + '😀'[1]", "\"😀\""),
    ];

    public static TheoryData<string, string> Table()
    {
        var table = new TheoryData<string, string>();
        foreach (var (script, expected) in All) table.Add(script, expected);
        return table;
    }
}
