using Pyner.Query;

namespace Pyner.Cli.Querying;

/// <summary>A form in which a query's rows are written to stdout.</summary>
internal interface IQueryOutput : IDisposable
{
    /// <summary>Writes what stands before the rows.</summary>
    void Begin(IReadOnlyList<QueryColumn> columns);

    /// <summary>Writes the row that a result is at.</summary>
    void Write(QueryResult row);
}
