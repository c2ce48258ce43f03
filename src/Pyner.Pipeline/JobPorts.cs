using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline;

/// <summary>What a job needs from outside: where submissions come from, what parses them, and what remembers.</summary>
public sealed record JobPorts
{
    /// <summary>What <c>pyner build</c> works with: any source there is, the SRA parser, and an SQLite ledger in the output folder.</summary>
    public static JobPorts Default { get; } = new() { OpenSource = SubmissionSources.Open, CreateParser = () => new SraBatchParser() };

    /// <summary>Opens a source by its path.</summary>
    public required Func<string, SubmissionSource> OpenSource { get; init; }

    /// <summary>Makes a parser for one thread.</summary>
    public required Func<IBatchParser> CreateParser { get; init; }

    /// <summary>What is to be said of the devices that the parsers use; null where they use none.</summary>
    public IDeviceReports? Devices { get; init; }

    /// <summary>Writes the files of tables; null where a job that is asked for tables is refused.</summary>
    public ITableFormat? TableFormat { get; init; }

    /// <summary>Opens an output folder's ledger, or makes it, and takes its lock.</summary>
    public Func<string, ILedger> OpenLedger { get; init; } = SqliteLedger.Open;
}
