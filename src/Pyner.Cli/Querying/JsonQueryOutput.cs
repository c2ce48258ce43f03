using Pyner.Cli.Terminal;
using Pyner.Query;

namespace Pyner.Cli.Querying;

/// <summary>JSON lines: an object for each row.</summary>
internal sealed class JsonQueryOutput : IQueryOutput
{
    private readonly JsonLines _lines = new(Stdout.Open());
    private string[] _names = [];

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<QueryColumn> columns)
    {
        // A statement may give two columns one name; an object may not.
        var taken = new HashSet<string>(StringComparer.Ordinal);
        _names = [.. columns.Select(column =>
        {
            string name = column.Name;
            for (int i = 2; !taken.Add(name); i++)
                name = $"{column.Name}_{i}";
            return name;
        })];
    }

    /// <inheritdoc/>
    public void Write(QueryResult row) => _lines.Write(json =>
    {
        for (int i = 0; i < _names.Length; i++)
        {
            json.WritePropertyName(_names[i]);
            row.WriteJson(i, json);
        }
    });

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
