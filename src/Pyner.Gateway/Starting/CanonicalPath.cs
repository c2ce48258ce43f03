namespace Pyner.Gateway.Starting;

/// <summary>Full paths as the system sees them: without symbolic links, and without <c>.</c> and <c>..</c>.</summary>
internal static class CanonicalPath
{
    // As many as Linux follows before it says ELOOP.
    private const int MaxLinks = 40;

    /// <summary>
    /// Follows every link of a full path. Parts that do not exist are kept, so that a folder can be checked before it is made.
    /// </summary>
    /// <exception cref="IOException">There is a circle of links, or a folder may not be looked into.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be looked into.</exception>
    public static string Resolve(string path)
    {
        // A link's '..' leads to the parent of where the link leads, so the parts are walked one at a time, and not shortened before.
        Stack<string> ahead = new(Parts(path).Reverse());
        string walked = "/";
        int links = 0;
        while (ahead.TryPop(out string? part))
        {
            if (part == "..")
            {
                walked = Path.GetDirectoryName(walked) ?? "/";
                continue;
            }
            string next = Path.Combine(walked, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                walked = next;
                continue;
            }
            if (++links > MaxLinks)
                throw new IOException($"'{path}' leads through more than {MaxLinks} symbolic links.");
            if (target.StartsWith('/'))
                walked = "/";
            foreach (string of in Parts(target).Reverse())
                ahead.Push(of);
        }
        return walked;
    }

    /// <summary>Whether a path leads to another one that is without links, or did so when it had none itself.</summary>
    public static bool LeadsTo(string path, string target)
    {
        if (string.Join('/', Parts(path).Prepend("")) == target)
            return true;
        try
        {
            return Resolve(path) == target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a path is a folder or lies below it; both without links.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder.EndsWith('/') ? folder : folder + '/', StringComparison.Ordinal);

    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(part => part is not ("" or "."));
}
