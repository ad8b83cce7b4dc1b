namespace JourneyOrchestrator.Workflows.Tests.Expressions.JavaScript;

/// <summary>Expressions of a small grammar, by chance.</summary>
internal static class JsGrammar
{
    private static readonly string[] Values =
    [
        "0", "1", "2", "-1", "0.5", "7", "1e21", "1e-7", "NaN", "Infinity", "''", "'a'", "'10'", "' 7 '", "'abc'", "'0x10'", "'Grüße'", "true", "false", "null", "undefined", "[]", "[1]", "[1, 'a', null]", "({})",
        "({ a: 1 })", "variables.n", "variables.half", "variables.name", "variables.text", "variables.list", "variables.trip", "variables.trip.booking", "variables.nothing", "variables.missing", "variables.mixed", "getInput('count')",
        "getVariable('yes')", "variables.emoji", "variables.big",
    ];

    private static readonly string[] Operators =
        ["+", "-", "*", "/", "%", "**", "==", "!=", "===", "!==", "<", "<=", ">", ">=", "&&", "||", "??", "&", "|", "^", "<<", ">>", ">>>"];

    private static readonly string[] Prefixes = ["!", "-", "+", "~", "typeof "];

    private static readonly string[] Endings =
    [
        ".length", "?.length", "[0]", "?.[1]", ".a", "?.a", "?.booking", ".toString()", "?.toString()", ".toUpperCase()", ".trim()", ".toFixed(2)", ".slice(1)", ".slice(-2)", "?.at(-1)", ".join('-')", ".indexOf('a')", ".includes('1')", ".includes(1)",
        ".split('')", ".split(',')", ".concat('x')", ".replace('a', '$&b')", ".substring(2, 1)", ".padStart(5, 'ab')",
    ];

    private static readonly string[] Functions = ["Number", "String", "Boolean", "parseInt", "parseFloat", "isNaN", "Math.round", "Math.floor", "Math.abs", "Math.sqrt", "Math.max", "Number.isInteger", "Array.isArray", "JSON.stringify", "Math.trunc", "Math.sign"];

    public static string[] Scripts(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Expression(random, random.Next(1, 5)))];

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
