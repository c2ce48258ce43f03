using System.Text;
using System.Text.Json;

namespace Pyner.Sra.Tests.Tables;

/// <summary>A row as text, for comparing: the table, then each column that has a value. Members of a list's objects are in the order of their names.</summary>
/// <param name="table">The table.</param>
internal sealed class RowText(string table)
{
    private readonly StringBuilder _text = new(table);

    public void Set(string column, string? value)
    {
        if (value is not null)
            _text.Append($"\n  {column} = ").Append(JsonSerializer.Serialize(value));
    }

    /// <summary>Sets a list made of elements: of each one, members named as <c>place=name</c>.</summary>
    public void SetList(string column, IEnumerable<OracleElement> elements, string[] members)
    {
        string[] objects = [.. elements.Select(element => Object(members
            .Select(member => member.Split('='))
            .Select(member => (Name: member[1], Value: Member(element, member[0])))
            .Where(member => member.Value is not null)
            .Select(member => (member.Name, member.Value!))))];
        if (objects.Length > 0)
            _text.Append($"\n  {column} = {string.Concat(objects)}");
    }

    /// <summary>Sets a list that is written as JSON.</summary>
    public void SetJson(string column, string json)
    {
        using var list = JsonDocument.Parse(json);
        _text.Append($"\n  {column} = {string.Concat(list.RootElement.EnumerateArray()
            .Select(item => Object(item.EnumerateObject().Select(member => (member.Name, member.Value.GetString()!)))))}");
    }

    public override string ToString() => _text.ToString();

    private static string Object(IEnumerable<(string Name, string Value)> members) =>
        "{" + string.Join(
            ", ",
            members.OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}: {JsonSerializer.Serialize(member.Value)}")) + "}";

    private static string? Member(OracleElement element, string place)
    {
        int last = place.LastIndexOf('/') + 1;
        OracleElement? at = element.At(place[last] == '@' || place[last..] == "name()" ? place[..last] : place).FirstOrDefault();
        return place[last] == '@' ? at?.Attributes.GetValueOrDefault(place[(last + 1)..])
            : place[last..] == "name()" ? at?.Name
            : at?.Text;
    }
}
