using Pyner.KnowledgeBase;
using Pyner.Pipeline;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Cli.Building;

/// <summary>Shows a job: hears its events, and looks at its progress now and then from a thread of its own, which costs the job nothing.</summary>
internal abstract class BuildDisplay : IBuildObserver, IDisposable
{
    private readonly ManualResetEventSlim _over = new();
    private Thread? _watch;

    /// <summary>How often to look at the progress.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>Begins to watch.</summary>
    /// <param name="progress">Gives the job's progress at any time.</param>
    public void Watch(Func<BuildProgress> progress)
    {
        _watch = new Thread(() => Loop(progress)) { IsBackground = true, Name = "progress" };
        _watch.Start();
    }

    /// <inheritdoc/>
    public virtual void Began(BuildBeginning beginning)
    {
    }

    /// <inheritdoc/>
    public virtual void CheckpointRecorded(Checkpoint checkpoint)
    {
    }

    /// <inheritdoc/>
    public virtual void FileRejected(RejectedFile file)
    {
    }

    /// <inheritdoc/>
    public virtual void Noted(string notice)
    {
    }

    /// <inheritdoc/>
    public virtual void Published(string path)
    {
    }

    /// <summary>The first signal to stop arrived.</summary>
    public virtual void Stopping()
    {
    }

    /// <summary>Shows how it ended. After <see cref="Dispose()"/>: nothing else is shown any more.</summary>
    /// <exception cref="IOException">Stdout can't be written, now or already on the way.</exception>
    /// <exception cref="UnauthorizedAccessException">Stdout was closed.</exception>
    public abstract void Ended(BuildResult result, string outputFolder);

    /// <summary>Ends the watching.</summary>
    public void Dispose()
    {
        _over.Set();
        _watch?.Join();
        _over.Dispose();
    }

    /// <summary>Looks at the progress until <paramref name="wait"/> says that the job is over.</summary>
    /// <param name="progress">Gives the job's progress.</param>
    /// <param name="wait">Waits for <see cref="Interval"/>; true when the job is over.</param>
    protected abstract void Loop(Func<BuildProgress> progress, Func<bool> wait);

    private void Loop(Func<BuildProgress> progress)
    {
        try
        {
            Loop(progress, () => _over.Wait(Interval));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A log on a full disk, or a closed stream: nothing more can be shown there, and it is no reason to end the job.
        }
    }
}
