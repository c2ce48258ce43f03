using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline;

/// <summary>
/// One execution of the pipeline in this process: reads a source, parses and merges its submissions, keeps checkpoints in the output
/// folder's ledger, and writes the knowledge base. Killed at any moment, it goes on from the last checkpoint when told to resume, and the
/// outputs are the same bytes.
/// </summary>
/// <param name="options">What to do.</param>
/// <param name="ports">What the job works with.</param>
/// <param name="observer">Hears what happens, or null.</param>
public sealed class BuildJob(BuildOptions options, JobPorts ports, IBuildObserver? observer = null)
{
    private readonly ProgressBoard _board = new();

    /// <summary>How far the job is. May be read from any thread at any time.</summary>
    public BuildProgress Progress => _board.Now;

    /// <summary>Runs the job to its end, on the caller's thread and others. To be called once.</summary>
    /// <param name="cancellation">Asks to stop: what is under way is finished, a checkpoint recorded, and nothing published.</param>
    /// <returns>How it ended; a fault of the source, the disk or the ledger that comes up after work began ends it as failed.</returns>
    /// <exception cref="JobException">The job was refused, and nothing was changed.</exception>
    /// <exception cref="SourceException">The source can't be opened.</exception>
    public BuildResult Run(CancellationToken cancellation)
    {
        options.Validate();
        if (Directory.Exists(options.SourcePath))
            OutputPlace.CheckApart(options.SourcePath, options.OutputFolder);
        OutputPlace.Check(options.OutputFolder);
        if (options.Tables)
        {
            if (ports.TableFormat is null)
                throw new JobException("Tables can't be written here: nothing was set up that writes them.");
            TableFolders.CheckPlace(options.OutputFolder);
        }
        string indexer = Indexer();
        DateTimeOffset timestamp = Timestamp();
        ILedger? ledger = null;
        SubmissionSource? source = null;
        try
        {
            // A ledger that refuses is cheaper to ask than a source to list; but where there is none, a source that does not exist
            // should not leave one behind.
            if (SqliteLedger.Exists(options.OutputFolder))
            {
                ledger = ports.OpenLedger(options.OutputFolder);
                JobOpening.Check(ledger.Find(), options);
            }
            else if (options.Resume)
            {
                throw JobOpening.NothingToResume(options);
            }
            else
            {
                JobOpening.CheckReplacesForeign(options);
            }
            source = ports.OpenSource(options.SourcePath);
            ledger ??= ports.OpenLedger(options.OutputFolder);
            _board.Attach(source, options.EffectiveLimit);
            return new JobExecution(options, ports, observer, _board, ledger, source, indexer, timestamp).Run(cancellation);
        }
        finally
        {
            _board.Detach();
            _board.Enter(BuildPhase.Ended);
            source?.Dispose();
            ledger?.Dispose();
        }
    }

    /// <summary>Makes a parser before anything is changed: one that can't be made refuses the job.</summary>
    private string Indexer()
    {
        using IBatchParser parser = ports.CreateParser();
        return parser.Indexer;
    }

    /// <summary>The time that the outputs carry, or a refusal of a variable that is no time.</summary>
    private static DateTimeOffset Timestamp()
    {
        try
        {
            return PublicationTime.FromEnvironment();
        }
        catch (FormatException e)
        {
            throw new JobException(e.Message, e);
        }
    }
}
