using System.Globalization;

namespace JourneyOrchestrator.Workflows.Tests.Expressions.JavaScript;

/// <summary>Expressions of a small grammar, by chance.</summary>
internal static class JsGrammar
{
    private static readonly string[] Values =
    [
        "0", "1", "2", "-1", "0.5", "7", "1e21", "1e-7", "NaN", "Infinity", "''", "'a'", "'10'", "' 7 '", "'abc'", "'0x10'", "'Grüße'", "true", "false", "null", "undefined", "[]", "[1]", "[1, 'a', null]", "({})",
        "({ a: 1 })", "variables.n", "variables.half", "variables.name", "variables.text", "variables.list", "variables.trip", "variables.trip.booking", "variables.nothing", "variables.missing", "variables.mixed", "getInput('count')",
        "getVariable('yes')", "variables.emoji", "variables.big", "-0", "4.35", "123456789.125", "1e300", "'1e5'", "'-5'", "'\\u00a0 3'", "'.5'", "'ß'", "4294967297", "[[1, 2], [3]]", "[undefined]",
    ];

    private static readonly string[] Operators =
        ["+", "-", "*", "/", "%", "**", "==", "!=", "===", "!==", "<", "<=", ">", ">=", "&&", "||", "??", "&", "|", "^", "<<", ">>", ">>>"];

    private static readonly string[] Prefixes = ["!", "-", "+", "~", "typeof "];

    private static readonly string[] Endings =
    [
        ".length", "?.length", "[0]", "?.[1]", ".a", "?.a", "?.booking", ".toString()", "?.toString()", ".toUpperCase()", ".trim()", ".toFixed(2)", ".slice(1)", ".slice(-2)", "?.at(-1)", ".join('-')", ".indexOf('a')", ".includes('1')", ".includes(1)",
        ".split('')", ".split(',')", ".concat('x')", ".replace('a', '$&b')", ".substring(2, 1)", ".padStart(5, 'ab')", ".lastIndexOf('a')", ".endsWith('c')", ".startsWith('1', 1)",
        ".replaceAll('', '-')", ".split('', 2)", ".toFixed(20)", ".slice(0, -1)", ".at(1)", ".charCodeAt(0)", ".toLowerCase()", ".padEnd(4)", ".repeat(2)", "['length']", "?.['a']", ".join()", ".concat([1], 2)", ".trimEnd().length",
    ];

    private static readonly string[] Functions = ["Number", "String", "Boolean", "parseInt", "parseFloat", "isNaN", "Math.round", "Math.floor", "Math.abs", "Math.sqrt", "Math.max", "Number.isInteger", "Array.isArray", "JSON.stringify", "Math.trunc", "Math.sign"];

    public static string[] Scripts(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Expression(random, random.Next(1, 5)))];

    /// <summary>Numbers of all sizes, as texts and in calculations.</summary>
    public static string[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Calculation(random))];

    private static string Calculation(Random random)
    {
        var (x, y) = (Number(random), Number(random));
        return random.Next(8) switch
        {
            0 => $"'' + {x}",
            1 => $"({x}).toFixed({random.Next(0, 30)})",
            2 => $"{x} {Pick(random, ["+", "-", "*", "/", "%", "|", "^", "&", ">>", ">>>", "<<"])} {y}",
            3 => $"`${{parseFloat('{x}x')}} ${{parseInt('{x}')}} ${{Number('{y}')}}`",
            4 => $"`${{parseInt('{random.NextInt64():x}', 16)}} ${{Number('0x{random.NextInt64():x}')}} ${{parseInt('{random.NextInt64()}', {Pick(random, ["2", "8", "10", "32"])})}}`",
            5 => $"`${{Math.round({x})}} ${{Math.floor({x})}} ${{Math.ceil({x})}} ${{Math.trunc({x})}} ${{Math.sign({x})}} ${{Math.sqrt({x})}} ${{Math.fround({x})}}`",
            6 => $"({random.Next(-9, 10)}) ** {random.Next(0, 12)}",
            _ => $"`${{{x} < {y}}} ${{{x} === {y}}} ${{Math.max({x}, {y})}} ${{~({x})}}`",
        };
    }

    private static string Number(Random random) => random.Next(5) switch
    {
        0 => BitConverter.Int64BitsToDouble(random.NextInt64() & 0x7fefffffffffffff).ToString("R", CultureInfo.InvariantCulture),
        1 => random.Next(1000).ToString(CultureInfo.InvariantCulture),
        2 => (random.NextDouble() * 1000).ToString("F3", CultureInfo.InvariantCulture),
        3 => (random.NextInt64() >> random.Next(64)).ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 100)}.{random.Next(10)}5"),
    };

    private static string Expression(Random random, int depth)
    {
        if (depth == 0) return Pick(random, Values);
        return random.Next(10) switch
        {
            0 => Pick(random, Prefixes) + Inner(random, depth),
            1 => $"{Inner(random, depth)}{Pick(random, Endings)}",
            2 => $"{Pick(random, Functions)}({Expression(random, depth - 1)})",
            3 => $"{Inner(random, depth)} ? {Expression(random, depth - 1)} : {Expression(random, depth - 1)}",
            4 => $"`<${{{Expression(random, depth - 1)}}}>`",
            5 => $"[{Expression(random, depth - 1)}, {Expression(random, depth - 1)}]",
            6 => Mixed(random),
            _ => $"{Inner(random, depth)} {Pick(random, Operators)} {Inner(random, depth)}",
        };
    }

    /// <summary>Several operators without parentheses, of those that may be mixed.</summary>
    private static string Mixed(Random random)
    {
        var text = Pick(random, Values);
        for (var i = random.Next(2, 5); i > 0; i--)
        {
            var symbol = Pick(random, Operators);
            text += symbol is "??" or "**" ? $" + {Pick(random, Values)}" : $" {symbol} {Pick(random, Values)}";
        }
        return text;
    }

    private static string Inner(Random random, int depth) => $"({Expression(random, depth - 1)})";

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
