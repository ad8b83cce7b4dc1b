using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Reads one expression, by the strength of its operators (ECMAScript, Expressions), and refuses everything else with its place.</summary>
internal sealed partial class JsParser
{
    private const int Coalescing = 3, Or = 4, And = 5, Power = 14;

    /// <summary>How strongly an operator binds.</summary>
    private static readonly Dictionary<string, int> Binary = new(StringComparer.Ordinal)
    {
        ["??"] = Coalescing, ["||"] = Or, ["&&"] = And, ["|"] = 6, ["^"] = 7, ["&"] = 8, ["=="] = 9, ["!="] = 9, ["==="] = 9, ["!=="] = 9,
        ["<"] = 10, ["<="] = 10, [">"] = 10, [">="] = 10, ["<<"] = 11, [">>"] = 11, [">>>"] = 11, ["+"] = 12, ["-"] = 12, ["*"] = 13, ["/"] = 13, ["%"] = 13, ["**"] = Power,
    };

    private readonly JsLexer lexer;
    private JsToken token;
    private int depth;

    private JsParser(string text)
    {
        lexer = new JsLexer(text);
        token = lexer.Next();
    }

    /// <summary>One expression, with or without <c>return</c> before and <c>;</c> behind it.</summary>
    /// <exception cref="CelSyntaxException">The text is anything else.</exception>
    public static JsNode Parse(string text)
    {
        var parser = new JsParser(text);
        if (parser.token.Is("{")) throw JsRefusals.Refused(parser.token, "A '{' at the beginning opens a block of statements.", "Put an object in parentheses: ({ a: 1 }).");
        if (parser.token is { Kind: JsTokenKind.Name, Text: "return" }) parser.Return();
        if (parser.token.Kind == JsTokenKind.End) throw CelSyntaxException.At(parser.token.At, 0, "There is no expression.", "Write one, such as true.");
        var node = parser.Expression();
        var end = parser.token;
        while (parser.Take(";")) { }
        if (parser.token.Kind == JsTokenKind.End) return node;
        throw end.Is(";") ? parser.Refused(end) : parser.Unexpected("an operator or the end");
    }

    private void Return()
    {
        Advance();
        if (token.AfterBreak) throw JsRefusals.Refused(token, "A line that ends behind 'return' returns nothing.", "Write the expression on the same line.");
    }

    private JsNode Expression()
    {
        Deeper();
        var test = Operation(Coalescing);
        if (token.Is("?"))
        {
            var mark = token;
            Advance();
            var then = Expression();
            Need(":");
            test = new JsNode.Conditional(test, then, Expression(), mark.At, mark.Length);
        }
        depth--;
        return test;
    }

    private JsNode Operation(int level)
    {
        var left = Unary();
        while (token.Kind == JsTokenKind.Symbol && Binary.TryGetValue(token.Text, out var strength) && strength >= level)
        {
            var mark = token;
            if (strength == Power && left is JsNode.Unary) throw CelSyntaxException.At(mark.At, mark.Length, "A sign before '**' could belong to either.", "Use parentheses: (-a) ** b or -(a ** b).");
            Advance();
            left = Checked(new JsNode.Binary(mark.Text, left, strength == Power ? RightPower() : Operation(strength + 1), mark.At, mark.Length));
        }
        return left;
    }

    /// <summary>Powers are taken from the right: <c>2 ** 3 ** 2</c> is <c>2 ** 9</c>.</summary>
    private JsNode RightPower()
    {
        Deeper();
        var node = Operation(Power);
        depth--;
        return node;
    }

    /// <summary>JavaScript has no order between <c>??</c> and the other two.</summary>
    private static JsNode.Binary Checked(JsNode.Binary node)
    {
        if ((node.Operator == "??" && (IsChoice(node.Left) || IsChoice(node.Right))) || (IsChoice(node) && (IsCoalescing(node.Left) || IsCoalescing(node.Right))))
            throw CelSyntaxException.At(node.At, node.Length, "'??' can't stand beside '||' or '&&'.", "Use parentheses.");
        return node;
    }

    private static bool IsChoice(JsNode node) => node is JsNode.Binary { Operator: "||" or "&&" };

    private static bool IsCoalescing(JsNode node) => node is JsNode.Binary { Operator: "??" };

    private JsNode Unary()
    {
        if (!(token.Kind == JsTokenKind.Symbol && token.Text is "!" or "-" or "+" or "~") && token is not { Kind: JsTokenKind.Name, Text: "typeof" }) return Chain(Primary());
        var mark = token;
        Deeper();
        Advance();
        var operand = Unary();
        depth--;
        return new JsNode.Unary(mark.Text, operand, mark.At, mark.Length);
    }

    private JsNode Primary()
    {
        var start = token;
        switch (start.Kind)
        {
            case JsTokenKind.Number or JsTokenKind.Text:
                Advance();
                return new JsNode.Constant(start.Value, start.At, start.Length);
            case JsTokenKind.Part or JsTokenKind.LastPart: return Template();
            case JsTokenKind.Name: return Name();
        }
        if (start.Is("(")) return Group();
        if (start.Is("[")) return List();
        if (start.Is("{")) return Map();
        if (start.Is("/") || start.Is("/=")) throw JsRefusals.Pattern(start);
        throw Unexpected("a value");
    }

    private JsNode Name()
    {
        var name = token;
        if (JsRefusals.Word(name) is { } refused) throw new CelSyntaxException(refused);
        Advance();
        if (token.Is("=>")) throw Refused(token);
        return name.Text switch
        {
            "true" => Constant(Value.True),
            "false" => Constant(Value.False),
            "null" => Constant(Value.Null),
            "undefined" => Constant(JsValues.Undefined),
            "NaN" => Constant(Value.Of(double.NaN)),
            "Infinity" => Constant(Value.Of(double.PositiveInfinity)),
            _ => new JsNode.Name(name.Text, name.At, name.Length),
        };

        JsNode.Constant Constant(Value value) => new(value, name.At, name.Length);
    }

    private void Deeper()
    {
        if (++depth > CelParser.NestingMax) throw CelSyntaxException.At(token.At, token.Length, $"The expression is nested deeper than {CelParser.NestingMax}.", "Split it over several variables.");
    }

    private void Advance() => token = lexer.Next();

    private bool Take(string symbol)
    {
        if (!token.Is(symbol)) return false;
        Advance();
        return true;
    }

    private void Need(string symbol)
    {
        if (!Take(symbol)) throw Unexpected($"'{symbol}'");
    }

    private CelSyntaxException Refused(in JsToken at) =>
        (at.Kind == JsTokenKind.Symbol ? JsRefusals.Symbol(at) : at.Kind == JsTokenKind.Name ? JsRefusals.Word(at) : null) is { } known ? new CelSyntaxException(known) : Unexpected("an operator or the end");

    private CelSyntaxException Unexpected(string wanted)
    {
        if (token.Kind == JsTokenKind.Symbol && JsRefusals.Symbol(token) is { } symbol) return new CelSyntaxException(symbol);
        if (token.Kind == JsTokenKind.Name && JsRefusals.Word(token) is { } word) return new CelSyntaxException(word);
        var found = token.Kind == JsTokenKind.End ? "the end" : $"'{(token.Length > 30 ? token.Text[..30] + "…" : token.Text)}'";
        return CelSyntaxException.At(token.At, token.Length, $"Here stands {found}, where {wanted} is expected.", token.AfterBreak && token.Kind != JsTokenKind.End ? WriteOneOnly : $"Write {wanted}.");
    }

    private const string WriteOneOnly = "Write one expression only; an operator goes on over several lines.";
}
