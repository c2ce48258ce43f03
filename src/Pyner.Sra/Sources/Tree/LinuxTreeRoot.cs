using Microsoft.Win32.SafeHandles;

namespace Pyner.Sra.Sources.Tree;

/// <summary>A tree's root on Linux: a folder descriptor that every path is relative to.</summary>
internal sealed class LinuxTreeRoot : TreeRoot
{
    private readonly SafeFileHandle _folder;

    public unsafe LinuxTreeRoot(string path)
        : base(path)
    {
        // "path/." instead of the path: the root itself may be a symbolic link, which the call's no-follow flag would refuse.
        var root = new TreePath();
        root.Set(System.Text.Encoding.UTF8.GetBytes(path));
        root.Append("."u8);
        int descriptor = LinuxCalls.OpenFolder(LinuxTreeAccess.WorkingFolder, root.Terminated());
        if (descriptor < 0)
            throw new SourceException($"'{path}' can't be opened: {LinuxTreeAccess.LastError()}. Give a folder that this user may read.") { IsAway = true };
        _folder = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    public static bool IsSupported => LinuxCalls.IsSupported;

    public override TreeAccess CreateAccess() => new LinuxTreeAccess(_folder);

    public override unsafe bool IsLink(TreePath path)
    {
        bool added = false;
        try
        {
            _folder.DangerousAddRef(ref added);
            bool isLink = LinuxCalls.IsLink((int)_folder.DangerousGetHandle(), path.Terminated());
            // Its buffer was the system's to read until here.
            GC.KeepAlive(path);
            return isLink;
        }
        finally
        {
            if (added)
                _folder.DangerousRelease();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _folder.Dispose();
        base.Dispose(disposing);
    }
}
