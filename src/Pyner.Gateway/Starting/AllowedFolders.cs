using Grpc.Core;
using Pyner.Gateway.Errors;
using Pyner.Pipeline;
using Pyner.Pipeline.Outputs;

namespace Pyner.Gateway.Starting;

/// <summary>Where jobs may read and write. A path counts as what it leads to, so that a symbolic link opens nothing.</summary>
/// <param name="options">The roots.</param>
internal sealed class AllowedFolders(GatewayOptions options)
{
    private const string SourceType = "source";
    private const string OutputType = "output folder";

    /// <summary>The path of a source, without links.</summary>
    /// <exception cref="RpcException">It lies elsewhere, or does not exist.</exception>
    public string Source(string path)
    {
        string real = Below(path, options.SourceRoots, SourceType, "SOURCE_NOT_ALLOWED", "sources may lie", nameof(options.SourceRoots));
        if (!Directory.Exists(real) && !File.Exists(real))
        {
            string shown = RpcErrors.Shown(path);
            throw RpcErrors.NotFound(
                SourceType, shown,
                $"The source '{shown}' does not exist, or the gateway may not look there. Give a folder of submissions, a tar or a tar.gz.");
        }
        return real;
    }

    /// <summary>The path of an output folder, without links.</summary>
    /// <param name="path">What was asked for; empty for a folder of the job's own.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="source">The job's source, without links.</param>
    /// <exception cref="RpcException">It lies elsewhere, in the source, or in what is another job's; or is a file.</exception>
    public string Output(string path, string jobId, string source)
    {
        string asked = path.Length > 0 ? path : Path.Combine(options.OutputRoots[0], jobId);
        string real = Below(asked, options.OutputRoots, OutputType, "OUTPUT_NOT_ALLOWED", "outputs may go", nameof(options.OutputRoots));
        string shown = RpcErrors.Shown(asked);
        if (CanonicalPath.IsWithin(real, source))
        {
            throw RpcErrors.InvalidField(
                "output",
                $"The output folder '{shown}' lies in the source '{RpcErrors.Shown(source)}': what is written would be read. Choose one outside it.");
        }
        if (File.Exists(real))
            throw RpcErrors.InvalidField("output", $"The output folder '{shown}' is a file. Choose another name.");
        try
        {
            OutputPlace.CheckForServices(real);
        }
        catch (JobException e)
        {
            throw RpcErrors.InvalidField("output", RpcErrors.Shown(e.Message));
        }
        return real;
    }

    private static string Below(string path, IReadOnlyList<string> roots, string type, string reason, string what, string option)
    {
        string real = Resolve(path, type);
        if (roots.Any(root => CanonicalPath.IsWithin(real, Resolve(root, type))))
            return real;
        // Where a link leads is not told: it may be nobody's business.
        string shown = RpcErrors.Shown(path);
        throw RpcErrors.NotAllowed(
            reason, type, shown,
            $"The {type} '{shown}' is not, or leads out of, where {what}: {string.Join(", ", roots)}. "
            + $"Choose one there, or have Gateway__{option} extended.");
    }

    private static string Resolve(string path, string type)
    {
        try
        {
            return CanonicalPath.Resolve(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string shown = RpcErrors.Shown(path);
            throw RpcErrors.NotFound(type, shown, $"The {type} '{shown}' can't be looked at: {RpcErrors.Shown(e.Message)}");
        }
    }
}
