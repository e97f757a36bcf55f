import Foundation
package import OfficialMail

/// Why the output folder was not written. Nothing of it is left behind.
package enum OutputFault: Fault, Hashable {
  case noParent(folder: String, parent: String)
  case notAFolder(String)
  case notEmpty(String)
  case symbolicLink(String)
  /// A mount point or the folder the program runs in: it cannot be replaced as a whole.
  case inUse(String)
  case refused(folder: String, code: Int32)
  case diskFull(folder: String, file: String, code: Int32)
  case failed(folder: String, file: String, code: Int32)
  case twoLetters(agency: String)

  package var blame: Blame {
    switch self {
    case .noParent, .notAFolder, .notEmpty, .symbolicLink, .inUse, .refused, .diskFull: .commandLine
    case .failed, .twoLetters: .outsideWorld
    }
  }

  package var description: String {
    switch self {
    case .noParent(let folder, let parent):
      "--output \(folder.visible): the folder \(parent.visible) does not exist; create it first"
    case .notAFolder(let path):
      "--output \(path.visible): this is a file; name a new or an empty folder"
    case .notEmpty(let folder):
      "--output \(folder.visible): the folder is not empty; name a new or an empty one"
    case .symbolicLink(let path):
      "--output \(path.visible): this is a symbolic link; name the folder it stands for"
    case .inUse(let folder):
      "--output \(folder.visible): this folder is in use and cannot be replaced as a whole; "
        + "name a new folder inside it"
    case .refused(let folder, let code):
      "--output \(folder.visible): cannot write there: \(OutputFault.words(for: code)); "
        + "name a folder you may write in"
    case .diskFull(let folder, let file, let code):
      "--output \(folder.visible): the disk is full (\(OutputFault.words(for: code)) at "
        + "\(file.visible)); nothing was written. Free some space or name a folder on another disk"
    case .failed(let folder, let file, let code):
      "--output \(folder.visible): \(file.visible) could not be written: "
        + "\(OutputFault.words(for: code)); nothing was written. Mend that or name another folder"
    case .twoLetters(let agency):
      "two letters for the agency \(agency.visible); nothing was written. "
        + "Look for the code twice in the agency register"
    }
  }

  /// What a failed write or sync means.
  static func writing(_ file: String, in folder: String, code: Int32) -> OutputFault {
    switch code {
    case ENOSPC, EDQUOT, EFBIG: .diskFull(folder: folder, file: file, code: code)
    default: .failed(folder: folder, file: file, code: code)
    }
  }

  private static func words(for code: Int32) -> String {
    unsafe String(cString: strerror(code))
  }
}
