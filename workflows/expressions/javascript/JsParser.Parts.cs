using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>What brackets of all kinds hold.</summary>
internal sealed partial class JsParser
{
    private JsNode Chain(JsNode start)
    {
        var links = ImmutableArray.CreateBuilder<JsLink>();
        while (Link() is { } link)
        {
            if (links.Count >= CelParser.ChainMax) throw CelParser.TooLong(token.At, token.Length);
            links.Add(link);
        }
        if (token.Kind is JsTokenKind.Part or JsTokenKind.LastPart) throw JsRefusals.Refused(token, "A function before a template is not taken.", "Remove the name, or put an operator between.");
        return links.Count == 0 ? start : new JsNode.Chain(start, links.ToImmutable(), start.At, Math.Max(1, links[^1].At + links[^1].Length - start.At));
    }

    private JsLink? Link()
    {
        var mark = token;
        if (Take(".")) return Member(false);
        if (Take("[")) return Element(mark, false);
        if (Take("(")) return new JsLink.Call(Items(")"), mark.At, mark.Length);
        if (!Take("?.")) return null;
        var second = token;
        if (second.Is("(")) throw JsRefusals.Refused(mark, "'?.(' is not taken: all functions that can be called are there.", "Write ( alone.");
        return Take("[") ? Element(second, true) : Member(true);
    }

    private JsLink.Member Member(bool optional)
    {
        var name = token;
        if (name.Kind != JsTokenKind.Name) throw Unexpected("the name of a member");
        Advance();
        return new JsLink.Member(name.Text, optional, name.At, name.Length);
    }

    private JsLink.Element Element(in JsToken mark, bool optional)
    {
        var key = Expression();
        Need("]");
        return new JsLink.Element(key, optional, mark.At, mark.Length);
    }

    private JsNode.Group Group()
    {
        var mark = token;
        Advance();
        if (Take(")")) throw token.Is("=>") ? Refused(token) : CelSyntaxException.At(mark.At, 2, "There is nothing in the parentheses.", "Write an expression in them.");
        var inner = Expression();
        Need(")");
        if (token.Is("=>")) throw Refused(token);
        return new JsNode.Group(inner, mark.At, mark.Length);
    }

    private JsNode.List List()
    {
        var mark = token;
        Advance();
        return new JsNode.List(Items("]"), mark.At, mark.Length);
    }

    /// <summary>Expressions up to a closing bracket; a comma may stand before it.</summary>
    private ImmutableArray<JsNode> Items(string end)
    {
        var items = ImmutableArray.CreateBuilder<JsNode>();
        while (!Take(end))
        {
            if (token.Is(",")) throw CelSyntaxException.At(token.At, token.Length, "Between the commas there is nothing.", "Write undefined or null for an empty place.");
            items.Add(Expression());
            if (!Take(",") && !token.Is(end)) throw Unexpected($"',' or '{end}'");
        }
        return items.ToImmutable();
    }

    private JsNode.Map Map()
    {
        var mark = token;
        Advance();
        var entries = ImmutableArray.CreateBuilder<(JsNode, JsNode)>();
        while (!Take("}"))
        {
            var name = token;
            var key = Key();
            if (!token.Is(":") && name.Kind == JsTokenKind.Name)
                throw JsRefusals.Refused(name, "A name alone, or a function, is no member of an object here.", $"Write a value: {{ {(name.Length > 30 ? "name" : name.Text)}: … }}.");
            Need(":");
            entries.Add((key, Expression()));
            if (!Take(",") && !token.Is("}")) throw Unexpected("',' or '}'");
        }
        return new JsNode.Map(entries.ToImmutable(), mark.At, mark.Length);
    }

    private JsNode Key()
    {
        var name = token;
        if (Take("["))
        {
            var computed = Expression();
            Need("]");
            return computed;
        }
        if (name.Kind is not (JsTokenKind.Name or JsTokenKind.Text or JsTokenKind.Number)) throw Unexpected("the name of a member");
        Advance();
        var text = name.Kind switch
        {
            JsTokenKind.Name => name.Text,
            JsTokenKind.Text => name.Value.AsString(),
            _ => JsNumbers.ToText(name.Value.AsDouble()),
        };
        if (text == "__proto__") throw JsRefusals.Refused(name, "'__proto__' is no member.", "Give it another name.");
        return new JsNode.Constant(Value.Of(text), name.At, name.Length);
    }

    private JsNode.Template Template()
    {
        var start = token;
        var texts = ImmutableArray.CreateBuilder<string>();
        var holes = ImmutableArray.CreateBuilder<JsNode>();
        texts.Add(token.Value.AsString());
        while (token.Kind == JsTokenKind.Part)
        {
            Advance();
            holes.Add(Expression());
            if (!token.Is("}")) throw Unexpected("'}'");
            token = lexer.Part();
            texts.Add(token.Value.AsString());
        }
        Advance();
        return new JsNode.Template(texts.ToImmutable(), holes.ToImmutable(), start.At, start.Length);
    }
}
