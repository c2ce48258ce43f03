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

    // One is read at a time: several large ones at once could take more memory than there is.
    private readonly SemaphoreSlim _reading = new(1);
    private readonly LinkedList<(string JobId, FileVersion Version, LoadedKnowledgeBase Loaded)> _kept = new();

    /// <summary>The knowledge base of a job.</summary>
    /// <exception cref="RpcException">The job has published none (yet), or its files were removed or replaced since.</exception>
    public async Task<LoadedKnowledgeBase> GetAsync(JobStatus job, CancellationToken cancellation)
    {
        RequireCompleted(job);
        string path = files.Find(job, KnowledgeBaseFile.Name);
        await _reading.WaitAsync(cancellation);
        try
        {
            FileVersion version = FileVersion.Of(path);
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.JobId != job.Id)
                    continue;
                _kept.Remove(node);
                if (node.Value.Version != version)
                    break;
                _kept.AddFirst(node);
                return node.Value.Loaded;
            }
            var loaded = await Task.Run(() => new LoadedKnowledgeBase(Read(job, path)), cancellation);
            _kept.AddFirst((job.Id, version, loaded));
            if (_kept.Count > options.CachedKnowledgeBases)
                _kept.RemoveLast();
            return loaded;
        }
        finally
        {
            _reading.Release();
        }
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
