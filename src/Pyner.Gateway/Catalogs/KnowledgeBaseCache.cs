using Grpc.Core;
using Pyner.Gateway.Errors;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Outputs;

namespace Pyner.Gateway.Catalogs;

/// <summary>The knowledge bases of completed jobs: read when they are asked for, and the last few kept. Safe for several threads.</summary>
/// <param name="options">How many are kept.</param>
/// <param name="files">Finds what jobs have published.</param>
internal sealed class KnowledgeBaseCache(GatewayOptions options, PublishedFiles files) : IDisposable
{
    private const string Precondition = "KNOWLEDGE_BASE";

    // As many are read at a time as are kept, which there must be memory for; but two, so that a volume that does not answer stops only what lies on it.
    private readonly SemaphoreSlim _reading = new(Math.Max(2, options.CachedKnowledgeBases));

    // Held for moments only, and never while something is read.
    private readonly Lock _lock = new();
    private readonly LinkedList<(string JobId, FileVersion Version, LoadedKnowledgeBase Loaded)> _kept = new();
    private readonly Dictionary<(string JobId, FileVersion Version), Task<LoadedKnowledgeBase>> _loading = [];

    /// <summary>The knowledge base of a job.</summary>
    /// <exception cref="RpcException">The job has published none (yet), or its files were removed or replaced since.</exception>
    public async Task<LoadedKnowledgeBase> GetAsync(JobStatus job, CancellationToken cancellation)
    {
        RequireCompleted(job);
        string path = files.Find(job, KnowledgeBaseFile.Name);
        FileVersion version = FileVersion.Of(path);
        Task<LoadedKnowledgeBase>? loading;
        lock (_lock)
        {
            if (FindKept(job.Id, version) is { } kept)
                return kept;
            // Who asks while it is being read waits for the same. It is read to its end even where all of them went away: they ask again.
            if (!_loading.TryGetValue((job.Id, version), out loading))
            {
                loading = Task.Run(() => LoadAsync(job, path, version), CancellationToken.None);
                _loading.Add((job.Id, version), loading);
            }
        }
        return await loading.WaitAsync(cancellation);
    }

    /// <summary>
    /// Opens another of a job's files. A later job of the services that puts its own in the same place begins with its record, so that whatever was opened
    /// before that names another job is this one's.
    /// </summary>
    /// <exception cref="RpcException">As <see cref="GetAsync"/>; or the file is gone.</exception>
    public async Task<FileStream> OpenAsync(JobStatus job, string name, CancellationToken cancellation)
    {
        await GetAsync(job, cancellation);
        FileStream file = files.Open(job, name);
        try
        {
            return IsReplaced(job) ? throw Replaced(job) : file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private static void RequireCompleted(JobStatus job)
    {
        string? why = job.State switch
        {
            DistributedJobState.Completed => null,
            DistributedJobState.Failed => "failed, and published no knowledge base. GetJob says why; start it again",
            DistributedJobState.Cancelled => "was cancelled, and published no knowledge base. Start it again",
            _ => "has not published its knowledge base yet. Wait until it is completed; WatchJob tells",
        };
        if (why is not null)
            throw RpcErrors.FailedPrecondition("JOB_STATE", job.Id, $"Job '{job.Id}' {why}.");
    }

    private LoadedKnowledgeBase? FindKept(string jobId, FileVersion version)
    {
        for (var node = _kept.First; node is not null; node = node.Next)
        {
            if (node.Value.JobId != jobId || node.Value.Version != version)
                continue;
            _kept.Remove(node);
            _kept.AddFirst(node);
            return node.Value.Loaded;
        }
        return null;
    }

    private async Task<LoadedKnowledgeBase> LoadAsync(JobStatus job, string path, FileVersion version)
    {
        try
        {
            await _reading.WaitAsync();
            try
            {
                var loaded = new LoadedKnowledgeBase(Read(job, path));
                lock (_lock)
                    Keep(job.Id, version, loaded);
                return loaded;
            }
            finally
            {
                _reading.Release();
            }
        }
        finally
        {
            lock (_lock)
                _loading.Remove((job.Id, version));
        }
    }

    private void Keep(string jobId, FileVersion version, LoadedKnowledgeBase loaded)
    {
        // Another version of it is of no use any more.
        for (var node = _kept.First; node is not null; node = node.Next)
        {
            if (node.Value.JobId != jobId)
                continue;
            _kept.Remove(node);
            break;
        }
        _kept.AddFirst((jobId, version, loaded));
        if (_kept.Count > options.CachedKnowledgeBases)
            _kept.RemoveLast();
    }

    private PublishedKnowledgeBase Read(JobStatus job, string path)
    {
        PublishedKnowledgeBase content;
        try
        {
            content = KnowledgeBaseFile.ReadFile(path);
        }
        catch (KnowledgeBaseFileException e)
        {
            throw RpcErrors.FailedPrecondition(
                Precondition, job.Id, $"Job '{job.Id}' was completed, but its outputs can't be read any more: {e.Message}");
        }
        // A later job may have written to the same folder: its figures must not be shown as this one's. Jobs may carry the same time (SOURCE_DATE_EPOCH).
        if (content.Timestamp.ToUnixTimeSeconds() != job.Request.Timestamp.ToUnixTimeSeconds()
            || content.Stage != job.Request.Stage
            || IsReplaced(job))
        {
            throw Replaced(job);
        }
        return content;
    }

    private bool IsReplaced(JobStatus job) => JobRecordFile.FinishedJob(files.Find(job, JobRecordFile.Name)) is string other && other != job.Id;

    private static RpcException Replaced(JobStatus job) => RpcErrors.FailedPrecondition(
        Precondition, job.Id,
        $"The outputs of job '{job.Id}' in '{job.Request.OutputFolder}' were replaced by another job's. Ask for that one, or start this one again.");
}
