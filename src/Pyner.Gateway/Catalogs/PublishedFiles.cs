using Grpc.Core;
using Pyner.Gateway.Errors;
using Pyner.Gateway.Starting;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Catalogs;

/// <summary>
/// Opens files that jobs have published, by their fixed names. No caller names a path: the folder is the one in the ledger, and must still lie below the
/// roots when it is looked at, without a link on the way.
/// </summary>
/// <param name="options">The roots.</param>
internal sealed class PublishedFiles(GatewayOptions options)
{
    private const string Precondition = "KNOWLEDGE_BASE";
    private const int BufferSize = 1 << 16;

    /// <summary>Opens one.</summary>
    /// <exception cref="RpcException">It is gone, can't be read, or lies elsewhere by now.</exception>
    public FileStream Open(JobStatus job, string name)
    {
        string path = Find(job, name);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Gone(job, name, "it does not exist any more");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Gone(job, name, e.Message);
        }
    }

    /// <summary>Where one lies, if it is there.</summary>
    /// <returns>Its path without links.</returns>
    /// <exception cref="RpcException">It lies elsewhere by now.</exception>
    public string Find(JobStatus job, string name)
    {
        try
        {
            string real = CanonicalPath.Resolve(Path.Combine(job.Request.OutputFolder, name));
            return options.OutputRoots.Any(root => CanonicalPath.IsWithin(real, CanonicalPath.Resolve(root)))
                ? real
                : throw Gone(job, name, "it does not lie below the output roots, or is a link that leads out of them");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Gone(job, name, e.Message);
        }
    }

    /// <summary>The error that a file is not what the job published.</summary>
    public static RpcException Gone(JobStatus job, string name, string reason) => RpcErrors.FailedPrecondition(
        Precondition, job.Id, $"Job '{job.Id}' was completed, but its {name} can't be shown: {reason}. Start the job again, or look into its output folder.");
}
